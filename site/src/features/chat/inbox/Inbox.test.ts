import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { CombinedGraphQLErrors } from '@apollo/client/errors';
import { Subject } from 'rxjs';
import { Inbox, type Counted, type InboxEvent, type InboxSource } from './Inbox';

class TestSource implements InboxSource {
  readonly subscriptions: Subject<InboxEvent>[] = [];
  counted: [string, number][] = [];
  /** What the viewer is in each room that is counted. */
  standing: Counted['standing'] = { role: 'MEMBER', mutedUntil: null };
  /** When set, counting waits for it. */
  gate: Promise<void> | undefined;

  async counts() {
    const { standing } = this;
    const counted = new Map(
      this.counted.map(([roomId, unreadCount]) => [roomId, { unreadCount, standing }]),
    );
    await this.gate;
    return counted;
  }

  events() {
    const events = new Subject<InboxEvent>();
    this.subscriptions.push(events);
    return events;
  }

  async subscription(number: number) {
    while (this.subscriptions.length < number) await Promise.resolve();
    return this.subscriptions[number - 1]!;
  }
}

const event = (roomId: string, unreadCount: number, mentionsViewer = false): InboxEvent => ({
  roomId,
  unreadCount,
  mentionsViewer,
  lastMessage: null,
  membership: null,
});

const refusal = (code: string) =>
  new CombinedGraphQLErrors({ errors: [{ message: code, extensions: { code } }] });

describe('Inbox', () => {
  let source: TestSource;
  let inbox: Inbox;
  let reconnects: number;
  let waits: number;
  let standings: string[];

  beforeEach(() => {
    source = new TestSource();
    reconnects = 0;
    waits = 0;
    standings = [];
    inbox = new Inbox({
      source,
      waitToReconnect: async () => {
        reconnects += 1;
        return true;
      },
      wait: async () => void (waits += 1),
      onStanding: (roomId, { role }) => void standings.push(`${roomId} ${role}`),
    });
  });

  afterEach(() => inbox.stop());

  const unread = () => Object.fromEntries(inbox.unread.get());
  /** Everything that is already answered has been taken in. */
  const settled = () => new Promise(setImmediate);

  test('begins with what the server counts, and goes on with what it tells', async () => {
    source.counted = [
      ['a', 3],
      ['b', 0],
    ];
    void inbox.follow();
    const events = await source.subscription(1);
    await settled();
    events.next(event('b', 1));
    expect(unread()).toEqual({
      a: { count: 3, hasMention: false },
      b: { count: 1, hasMention: false },
    });
  });

  test('marks a mention until the room is read', async () => {
    void inbox.follow();
    const events = await source.subscription(1);
    await settled();
    events.next(event('a', 1, true));
    events.next(event('a', 2));
    expect(unread()).toEqual({ a: { count: 2, hasMention: true } });
    events.next(event('a', 0));
    expect(unread()).toEqual({ a: { count: 0, hasMention: false } });
  });

  test('takes what was told over a count that was asked for before', async () => {
    source.counted = [['a', 1]];
    let open = () => {};
    source.gate = new Promise((resolve) => {
      open = resolve;
    });
    void inbox.follow();
    const events = await source.subscription(1);
    events.next(event('a', 2));
    events.next(event('new', 1));
    open();
    await settled();
    expect(unread()).toEqual({
      a: { count: 2, hasMention: false },
      new: { count: 1, hasMention: false },
    });
  });

  test('says what the viewer is in their rooms, and never what is older than what was told', async () => {
    source.counted = [
      ['a', 0],
      ['b', 0],
    ];
    let open = () => {};
    source.gate = new Promise((resolve) => {
      open = resolve;
    });
    void inbox.follow();
    const events = await source.subscription(1);
    events.next({ ...event('a', 0), membership: { role: 'MODERATOR', mutedUntil: null } });
    open();
    await settled();
    expect(standings).toEqual(['a MODERATOR', 'b MEMBER']);
  });

  test('counts anew after a lost socket, and forgets rooms that are left', async () => {
    source.counted = [
      ['a', 1],
      ['left', 5],
    ];
    void inbox.follow();
    const events = await source.subscription(1);
    await settled();
    source.counted = [['a', 4]];
    events.error(new Error('Socket closed with event 1006'));
    await source.subscription(2);
    await settled();
    expect(reconnects).toBe(1);
    expect(unread()).toEqual({ a: { count: 4, hasMention: false } });
  });

  test('waits after a refusal that may pass, and gives up after one that will not', async () => {
    const following = inbox.follow();
    (await source.subscription(1)).error(refusal('UNAVAILABLE'));
    (await source.subscription(2)).error(refusal('FORBIDDEN'));
    await following;
    expect(waits).toBe(1);
    expect(source.subscriptions).toHaveLength(2);
  });

  test('does not listen any more once stopped', async () => {
    const following = inbox.follow();
    const events = await source.subscription(1);
    expect(events.observed).toBe(true);
    inbox.stop();
    await following;
    expect(events.observed).toBe(false);
  });
});
