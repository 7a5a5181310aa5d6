import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { ServerEvent } from './match';
import { RandomMatch } from './RandomMatch';
import { refusal, testRules, testSession, TestSource } from './testMatch';

const queued: ServerEvent = { __typename: 'RandomQueued', waiting: 2 };
const matched = (id: string): ServerEvent => ({
  __typename: 'RandomMatched',
  session: testSession(id),
});
const left: ServerEvent = { __typename: 'RandomEnded', reason: 'LEFT' };
const partnerLeft: ServerEvent = { __typename: 'RandomEnded', reason: 'PARTNER_LEFT' };

describe('RandomMatch', () => {
  let source: TestSource;
  let match: RandomMatch;
  let reconnects: number;
  let mayReconnect: boolean;
  let waits: number[];

  beforeEach(async () => {
    source = new TestSource();
    reconnects = 0;
    mayReconnect = true;
    waits = [];
    match = new RandomMatch({
      source,
      wish: { interests: ['음악'], language: 'ko' },
      waitToReconnect: async () => {
        reconnects += 1;
        return mayReconnect;
      },
      wait: async (delay) => void waits.push(delay),
    });
    await match.check();
  });

  afterEach(() => match.close());

  const phase = () => match.state.get().phase;
  const settled = async () => {
    for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
  };
  const talk = async (id = 's1') => {
    match.start();
    await source.subscription(1);
    source.tell(queued);
    source.tell(matched(id));
    source.session = testSession(id);
  };

  test('subscribes when somebody is looked for, and not before', async () => {
    expect(phase()).toBe('form');
    expect(source.subscriptions).toEqual([]);
    match.start({ interests: ['영화'], language: null });
    const { input } = await source.subscription(1);
    expect(input).toEqual({ interests: ['영화'], language: null });
    source.tell(queued);
    expect(match.state.get()).toMatchObject({ phase: 'waiting', waiting: 2 });
  });

  test('comes back into the session that goes on, and subscribes again for it', async () => {
    source.session = testSession('s1');
    await match.check();
    expect(match.state.get()).toMatchObject({ phase: 'talking', session: { id: 's1' } });
    expect((await source.subscription(1)).input).toEqual({ interests: ['음악'], language: 'ko' });
    source.tell(matched('s1'));
    expect(phase()).toBe('talking');
  });

  test('leaves the queue as soon as the partner has left', async () => {
    await talk();
    source.tell(partnerLeft);
    expect(match.state.get()).toMatchObject({ phase: 'ended', reason: 'PARTNER_LEFT' });
    expect(source.subscriptions.map(({ isOpen }) => isOpen)).toEqual([false]);
    match.next();
    expect((await source.subscription(2)).isOpen).toBe(true);
    expect(source.ended).toEqual([]);
  });

  test('goes on in the same subscription to the next one', async () => {
    await talk();
    match.next();
    match.next();
    source.tell(left);
    source.tell(queued);
    source.tell(matched('s2'));
    await settled();
    expect(match.state.get()).toMatchObject({ phase: 'talking', session: { id: 's2' } });
    expect(source.subscriptions).toHaveLength(1);
    expect(source.ended).toEqual([true]);
  });

  test('says where leaving failed, and not to the next one', async () => {
    await talk();
    let fail: () => void = () => undefined;
    source.ending = () => new Promise((_, reject) => (fail = () => reject(refusal('INTERNAL'))));
    match.next();
    fail();
    await settled();
    expect(match.state.get()).toMatchObject({ leaving: null, refusal: { code: 'INTERNAL' } });
    match.next();
    source.tell(left);
    source.tell(matched('s2'));
    fail();
    await settled();
    expect(match.state.get()).toMatchObject({ session: { id: 's2' }, refusal: null });
  });

  test('stops a session with the server’s word', async () => {
    await talk();
    match.stop();
    expect(phase()).toBe('talking');
    await settled();
    expect(phase()).toBe('form');
    expect(source.ended).toEqual([false]);
    expect(source.subscriptions[0]?.isOpen).toBe(false);
  });

  test('stops waiting at once', async () => {
    match.start();
    const { events } = await source.subscription(1);
    match.stop();
    expect(phase()).toBe('form');
    expect(source.subscriptions[0]?.isOpen).toBe(false);
    events.next(matched('s1'));
    expect(phase()).toBe('form');
    expect(source.ended).toEqual([]);
  });

  test('subscribes again when the socket is lost, and is still where it was', async () => {
    await talk();
    source.subscriptions[0]?.events.error(new Error('Socket closed with event 1006'));
    const { input } = await source.subscription(2);
    expect(input).toEqual({ interests: ['음악'], language: 'ko' });
    expect(reconnects).toBe(1);
    expect(match.state.get()).toMatchObject({ phase: 'talking', session: { id: 's1' } });
  });

  test('does not queue its viewer again where the session has ended meanwhile', async () => {
    await talk();
    source.session = null;
    source.subscriptions[0]?.events.error(new Error('Socket closed with event 1006'));
    await settled();
    expect(match.state.get()).toMatchObject({ phase: 'ended', reason: 'UNHEARD' });
    expect(source.subscriptions).toHaveLength(1);
  });

  test('finds that out by the queue where it could not ask', async () => {
    await talk();
    source.activeSession = () => Promise.reject(new Error('Failed to fetch'));
    source.subscriptions[0]?.events.error(new Error('Socket closed with event 1006'));
    await source.subscription(2);
    source.tell(queued);
    expect(match.state.get()).toMatchObject({ phase: 'ended', reason: 'UNHEARD' });
    expect(source.subscriptions.every(({ isOpen }) => !isOpen)).toBe(true);
  });

  test('waits as long as the server says, and longer with each failure', async () => {
    match.start();
    (await source.subscription(1)).events.error(refusal('UNAVAILABLE', { retryAfterMs: 7000 }));
    (await source.subscription(2)).events.error(refusal('INTERNAL'));
    await source.subscription(3);
    expect(waits[0]).toBe(7000);
    expect(waits[1]).toBeGreaterThanOrEqual(2000);
    expect(phase()).toBe('waiting');
  });

  test('does not try again where it was closed', async () => {
    match.start();
    (await source.subscription(1)).events.error(refusal('UNAVAILABLE', { reason: 'CLOSED' }));
    await settled();
    expect(match.state.get()).toEqual({ phase: 'barred', why: 'closed', until: null });
    expect(source.subscriptions).toHaveLength(1);
    expect(waits).toEqual([]);
  });

  test('gives way to another tab, and takes its session over when asked to', async () => {
    await talk();
    source.subscriptions[0]?.events.error(refusal('CONFLICT', { reason: 'SUPERSEDED' }));
    await settled();
    expect(phase()).toBe('superseded');
    expect(source.subscriptions).toHaveLength(1);
    await match.takeOver();
    expect(match.state.get()).toMatchObject({ phase: 'talking', session: { id: 's1' } });
    await source.subscription(2);
  });

  test('takes a place in the queue over as well', async () => {
    match.start();
    (await source.subscription(1)).events.error(refusal('CONFLICT'));
    await settled();
    await match.takeOver();
    expect(phase()).toBe('waiting');
    await source.subscription(2);
  });

  test('asks for the rules again where they have changed', async () => {
    source.rules = testRules({ version: '2' });
    match.start();
    (await source.subscription(1)).events.error(refusal('RULES_NOT_ACCEPTED'));
    await settled();
    expect(match.state.get()).toMatchObject({ phase: 'rules', rules: { version: '2' } });
  });

  test('shows the newest rules where others were agreed to', async () => {
    source.rules = testRules({ version: '1' });
    await match.check();
    source.rules = testRules({ version: '2' });
    source.accepting = () => Promise.reject(refusal('CONFLICT', { field: 'version' }));
    await match.accept();
    expect(match.state.get()).toMatchObject({ phase: 'rules', rules: { version: '2' } });
    source.accepting = async () => undefined;
    await match.accept();
    expect(phase()).toBe('form');
  });

  test('stops for an account that may not connect', async () => {
    mayReconnect = false;
    match.start();
    (await source.subscription(1)).events.error(new Error('Socket closed with event 4441'));
    await settled();
    expect(match.state.get()).toMatchObject({ phase: 'barred', why: 'muted' });
    expect(source.subscriptions).toHaveLength(1);
  });

  test('lets go of everything when its page is left', async () => {
    await talk();
    match.close();
    expect(source.subscriptions[0]?.isOpen).toBe(false);
    await settled();
    expect(phase()).toBe('talking');
    expect(source.ended).toEqual([]);
  });
});
