import { describe, expect, test } from '@jest/globals';
import type { Refusal } from '../../apollo/refusal';
import {
  isListening,
  reduceMatch,
  type EndReason,
  type Match,
  type MatchEvent,
  type ServerEvent,
} from './match';
import { testRules, testSession } from './testMatch';

const at = 1_000_000;

const told = (event: ServerEvent): MatchEvent => ({ type: 'told', event, at });
const queued = (waiting: number) => told({ __typename: 'RandomQueued', waiting });
const matched = (id = 's1') => told({ __typename: 'RandomMatched', session: testSession(id) });
const away = told({ __typename: 'RandomPartnerAway', graceSeconds: 30 });
const back = told({ __typename: 'RandomPartnerBack' });
const ended = (reason: Exclude<EndReason, 'UNHEARD'>) =>
  told({ __typename: 'RandomEnded', reason });
const refused = (code: Refusal['code'], more: Partial<Refusal> = {}): MatchEvent => ({
  type: 'refused',
  refusal: { code, message: 'no', ...more },
  at,
});
const started: MatchEvent = { type: 'started', at };

const after = (match: Match, ...events: MatchEvent[]) => events.reduce(reduceMatch, match);

const checking: Match = { phase: 'checking', refusal: null };
const form = after(checking, {
  type: 'checked',
  rules: testRules({ acceptedAt: '2026-01-01T00:00:00Z' }),
  session: null,
});
const waiting = after(form, started, queued(3));
const talking = after(waiting, matched());

describe('the way to the first match', () => {
  test('leads through the rules, and over them only by agreeing', () => {
    const rules = testRules();
    const asked = after(checking, { type: 'checked', rules, session: null });
    expect(asked).toEqual({ phase: 'rules', rules, refusal: null });
    const declined = after(asked, { type: 'rulesDeclined' });
    expect(declined.phase).toBe('declined');
    expect(after(declined, { type: 'rulesAccepted' })).toBe(declined);
    expect(after(declined, { type: 'rulesReopened' })).toEqual(asked);
    expect(after(asked, { type: 'rulesAccepted' })).toEqual(form);
  });

  test('is left out where the rules were agreed to', () => {
    expect(form.phase).toBe('form');
  });

  test('leads back into the session that goes on, whatever the rules have become', () => {
    const session = testSession('s1');
    const match = after(checking, { type: 'checked', rules: testRules(), session });
    expect(match).toMatchObject({ phase: 'talking', session, awayUntil: null, leaving: null });
  });

  test('says where nothing can be known, and may be tried again', () => {
    const refusal: Refusal = { code: 'UNREACHABLE', message: 'no' };
    const failed = after(checking, { type: 'checkFailed', refusal });
    expect(failed).toEqual({ phase: 'checking', refusal });
    expect(after(failed, { type: 'checkStarted' })).toEqual(checking);
  });
});

describe('waiting', () => {
  test('is on the way into the queue first, then counts', () => {
    const entering = after(form, started);
    expect(entering).toMatchObject({ phase: 'waiting', since: at, waiting: null });
    expect(after(entering, queued(3), queued(5))).toMatchObject({ since: at, waiting: 5 });
  });

  test('goes on by itself where it does not work at the moment', () => {
    const trouble = after(waiting, refused('INTERNAL'));
    expect(trouble).toMatchObject({ phase: 'waiting', refusal: { code: 'INTERNAL' } });
    expect(after(trouble, queued(1))).toMatchObject({ waiting: 1, refusal: null });
  });

  test('ends when it is stopped, and when the server ends it', () => {
    expect(after(waiting, { type: 'stopped' })).toEqual(form);
    expect(after(waiting, { type: 'over', at })).toEqual(form);
  });

  test('takes no session any more once it was stopped', () => {
    expect(after(waiting, { type: 'stopped' }, matched())).toEqual(form);
  });
});

describe('talking', () => {
  test('counts down while the partner is away, and no longer when they are back', () => {
    const alone = after(talking, away);
    expect(alone).toMatchObject({ phase: 'talking', awayUntil: at + 30_000 });
    expect(after(alone, back)).toEqual(talking);
  });

  test('goes on when the session is told again, and another one takes its place', () => {
    expect(after(talking, away, matched())).toEqual(talking);
    expect(after(talking, matched('s2'))).toMatchObject({ session: { id: 's2' } });
  });

  test.each(['LEFT', 'PARTNER_LEFT', 'PARTNER_LOST', 'BLOCKED', 'MODERATED'] as const)(
    'ends with %s, and can still be read',
    (reason) => {
      const over = after(talking, ended(reason));
      expect(over).toEqual({ phase: 'ended', session: testSession('s1'), reason });
      expect(isListening(over)).toBe(false);
    },
  );

  test('ends unheard where the server has queued its viewer again meanwhile', () => {
    expect(after(talking, queued(2))).toMatchObject({ phase: 'ended', reason: 'UNHEARD' });
    expect(after(talking, { type: 'over', at })).toMatchObject({ reason: 'UNHEARD' });
  });

  test.each(['LEFT', 'PARTNER_LEFT'] as const)(
    'goes on into the queue after Next, also where it ended with %s',
    (reason) => {
      const leaving = after(talking, { type: 'leaving', how: 'next' });
      const next = after(leaving, ended(reason));
      expect(next).toEqual({ phase: 'waiting', since: at, waiting: null, refusal: null });
      expect(isListening(leaving) && isListening(next)).toBe(true);
    },
  );

  test('goes back to the form after Stop', () => {
    const leaving = after(talking, { type: 'leaving', how: 'stop' });
    expect(after(leaving, ended('LEFT'))).toEqual(form);
    expect(after(leaving, { type: 'over', at })).toEqual(form);
  });

  test('goes on where leaving was refused, and says so until it is tried again', () => {
    const refusal: Refusal = { code: 'UNREACHABLE', message: 'no' };
    const stuck = after(
      talking,
      { type: 'leaving', how: 'next' },
      { type: 'leavingRefused', refusal },
    );
    expect(stuck).toMatchObject({ phase: 'talking', leaving: null, refusal });
    expect(after(stuck, { type: 'leaving', how: 'next' })).toMatchObject({ refusal: null });
  });

  test('is not given up for a refusal that passes', () => {
    expect(after(talking, refused('UNAVAILABLE'))).toBe(talking);
    expect(after(talking, refused('RATE_LIMITED', { retryAfterMs: 100 }))).toBe(talking);
  });
});

describe('an ended session', () => {
  const over = after(talking, ended('PARTNER_LEFT'));

  test('hears nothing more, and leads on to the next or to the form', () => {
    expect(after(over, queued(1), matched('s2'), ended('MODERATED'))).toBe(over);
    expect(after(over, started)).toMatchObject({ phase: 'waiting', waiting: null });
    expect(after(over, { type: 'stopped' })).toEqual(form);
  });
});

describe('a refusal', () => {
  test.each([
    ['FORBIDDEN', { reason: 'HELD_BACK', until: 5 }, { why: 'heldBack', until: 5 }],
    ['FORBIDDEN', {}, { why: 'muted', until: null }],
    ['UNAVAILABLE', { reason: 'CLOSED' }, { why: 'closed', until: null }],
  ] as const)('%s %o bars the way', (code, more, bar) => {
    for (const match of [waiting, talking]) {
      expect(after(match, refused(code, more))).toEqual({ phase: 'barred', ...bar });
    }
  });

  test('for another tab’s sake leaves the way to it open here', () => {
    const superseded = after(talking, refused('CONFLICT', { reason: 'SUPERSEDED' }));
    expect(superseded).toEqual({ phase: 'superseded' });
    expect(after(superseded, started).phase).toBe('waiting');
  });

  test('for rules that are not accepted asks where the viewer stands', () => {
    expect(after(waiting, refused('RULES_NOT_ACCEPTED'))).toEqual(checking);
  });

  test('for being too fast says from when it may go on', () => {
    expect(after(waiting, refused('RATE_LIMITED', { retryAfterMs: 5000 }))).toMatchObject({
      phase: 'form',
      refusal: { code: 'RATE_LIMITED' },
      notBefore: at + 5000,
    });
  });

  test('of what was asked for leads back to the form', () => {
    const match = after(waiting, refused('BAD_USER_INPUT', { field: 'input.interests' }));
    expect(match).toMatchObject({ phase: 'form', refusal: { field: 'input.interests' } });
  });
});
