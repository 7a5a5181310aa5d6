import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { CombinedGraphQLErrors } from '@apollo/client/errors';
import { Subject, type Observable } from 'rxjs';
import { messageAt, testRoom } from '../timeline/testMessages';
import type { Message, MessagePage, RoomEvent } from '../timeline/timeline';
import { RoomFeed } from './RoomFeed';
import type { RoomSource } from './roomSource';

/** A room whose subscriptions are written by the test. */
class TestSource implements RoomSource {
  messages: Message[] = [];
  readonly subscriptions: { afterRevision: number | null; events: Subject<RoomEvent> }[] = [];

  async page(before: string | null): Promise<MessagePage> {
    const end = before === null ? this.messages.length : Number(before) - 1;
    const messages = this.messages.slice(Math.max(0, end - 10), end);
    const first = messages[0]?.seq ?? 1;
    return {
      messages,
      startCursor: String(first),
      endCursor: String(end),
      hasPrevious: first > 1,
    };
  }

  async pageAfter(after: string | null): Promise<MessagePage> {
    const start = Number(after);
    const messages = this.messages.slice(start, start + 10);
    return {
      messages,
      startCursor: String(start + 1),
      endCursor: String(start + messages.length),
      hasPrevious: start > 0,
    };
  }

  async message(id: string) {
    const message = this.messages.find((other) => other.id === id);
    return message ? { message, cursor: String(message.seq) } : null;
  }

  events(_roomId: string, afterRevision: number | null): Observable<RoomEvent> {
    const events = new Subject<RoomEvent>();
    this.subscriptions.push({ afterRevision, events });
    return events;
  }

  /** The subscription that runs now; waits for one that is about to begin. */
  async subscription(number: number) {
    while (this.subscriptions.length < number) await Promise.resolve();
    return this.subscriptions[number - 1]!;
  }
}

const range = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, index) => messageAt(from + index));

const history = (messages: Message[], revision: number, truncated = false): RoomEvent => ({
  __typename: 'History',
  room: testRoom,
  messages,
  revision,
  truncated,
});

const posted = (seq: number): RoomEvent => ({
  __typename: 'MessagePosted',
  message: messageAt(seq),
  revision: seq,
});

const refusal = (code: string) =>
  new CombinedGraphQLErrors({ errors: [{ message: code, extensions: { code } }] });

describe('RoomFeed', () => {
  let source: TestSource;
  let feed: RoomFeed;
  let reconnects: number;
  let waits: number[];
  let onlineCounts: number[];

  beforeEach(() => {
    onlineCounts = [];
    source = new TestSource();
    reconnects = 0;
    waits = [];
    feed = new RoomFeed({
      source,
      waitToReconnect: async () => {
        reconnects += 1;
        return true;
      },
      onPresence: ({ onlineCount }) => void onlineCounts.push(onlineCount),
      wait: async (delay) => void waits.push(delay),
    });
  });

  afterEach(() => feed.stop());

  const seqs = () => feed.state.get().timeline.messages.map(({ seq }) => seq);

  test('goes on from the revision reached when the socket is lost', async () => {
    void feed.follow('room');
    const first = await source.subscription(1);
    expect(first.afterRevision).toBeNull();
    first.events.next(history(range(1, 3), 3));
    first.events.next(posted(4));
    first.events.error(new Error('Socket closed with event 1006'));

    const second = await source.subscription(2);
    expect(second.afterRevision).toBe(4);
    expect(reconnects).toBe(1);
    second.events.next(history(range(5, 6), 6));
    second.events.next(posted(7));
    expect(seqs()).toEqual([1, 2, 3, 4, 5, 6, 7]);
  });

  test('subscribes anew at once where an event is missing', async () => {
    void feed.follow('room');
    const first = await source.subscription(1);
    first.events.next(history(range(1, 2), 2));
    first.events.next(posted(4));
    expect(seqs()).toEqual([1, 2]);
    expect(first.events.observed).toBe(false);

    const second = await source.subscription(2);
    expect(second.afterRevision).toBe(2);
    second.events.next(history(range(3, 4), 4));
    expect(seqs()).toEqual([1, 2, 3, 4]);
    expect(waits).toEqual([]);
  });

  test('starts from a History that says it is truncated, and finds its way back to older messages', async () => {
    source.messages = range(1, 60);
    void feed.follow('room');
    const first = await source.subscription(1);
    first.events.next(history(range(1, 3), 3));
    first.events.error(new Error('lost'));
    const second = await source.subscription(2);
    second.events.next(history(range(41, 50), 50, true));
    expect(seqs()).toEqual(range(41, 50).map(({ seq }) => seq));

    // Ten more have come since, which an older page without a cursor has to go past.
    for (let seq = 51; seq <= 60; seq += 1) second.events.next(posted(seq));
    await feed.loadOlder();
    expect(seqs()).toEqual(range(31, 60).map(({ seq }) => seq));
    await feed.loadOlder();
    expect(seqs()[0]).toBe(21);
  });

  test('tries again after a refusal that may pass, ever slower, and not after one that will not', async () => {
    const following = feed.follow('room');
    (await source.subscription(1)).events.error(refusal('UNAVAILABLE'));
    (await source.subscription(2)).events.error(refusal('INTERNAL'));
    const third = await source.subscription(3);
    expect(feed.state.get().refusal?.code).toBe('INTERNAL');
    expect(waits).toHaveLength(2);

    third.events.next(history([], 0));
    expect(feed.state.get()).toMatchObject({ refusal: null, isLoaded: true });
    third.events.error(refusal('FORBIDDEN'));
    await following;
    expect(feed.state.get().refusal?.code).toBe('FORBIDDEN');
    expect(source.subscriptions).toHaveLength(3);
  });

  test('knows who is writing while it is connected, and how far others have read', async () => {
    void feed.follow('room');
    const first = await source.subscription(1);
    first.events.next(history(range(1, 3), 3));
    first.events.next({
      __typename: 'TypingChanged',
      participants: [{ id: 'other', name: '민준', role: 'MEMBER' }],
    });
    first.events.next({ __typename: 'ReadMarkerMoved', participantId: 'other', seq: 3 });
    first.events.next({ __typename: 'ReadMarkerMoved', participantId: 'other', seq: 2 });
    first.events.next({
      __typename: 'PresenceChanged',
      onlineCount: 2,
      joined: [{ id: 'other', name: '민준', role: 'MEMBER' }],
      left: [],
    });
    expect(feed.state.get().typing.map(({ id }) => id)).toEqual(['other']);
    expect(onlineCounts).toEqual([2]);
    first.events.error(new Error('lost'));
    expect(feed.state.get().typing).toEqual([]);
    expect(feed.state.get().readSeqs.get('other')).toBe(3);
  });

  test('jumps far back, and reads on in both directions until it meets the newest', async () => {
    source.messages = range(1, 60);
    void feed.follow('room');
    (await source.subscription(1)).events.next(history(range(51, 60), 60));
    const excerpt = () => feed.state.get().timeline.excerpt?.messages.map(({ seq }) => seq);

    await expect(feed.show('m25')).resolves.toBe(true);
    expect(excerpt()).toEqual(range(15, 35).map(({ seq }) => seq));
    await feed.loadOlder();
    expect(excerpt()?.[0]).toBe(5);
    await feed.loadNewer();
    await feed.loadNewer();
    // Nothing is missing any more between both.
    expect(excerpt()).toBeUndefined();
    expect(seqs()).toEqual(range(5, 60).map(({ seq }) => seq));

    await expect(feed.show('m30')).resolves.toBe(true);
    expect(excerpt()).toBeUndefined();
    await expect(feed.show('m999')).resolves.toBe(false);
  });

  test('leaves an excerpt for the newest messages', async () => {
    source.messages = range(1, 60);
    void feed.follow('room');
    (await source.subscription(1)).events.next(history(range(51, 60), 60));
    await feed.show('m25');
    feed.closeExcerpt();
    expect(feed.state.get().timeline.excerpt).toBeNull();
    expect(seqs()).toEqual(range(51, 60).map(({ seq }) => seq));
  });

  test('starts anew where what it holds looks different now', async () => {
    void feed.follow('room');
    (await source.subscription(1)).events.next(history(range(1, 3), 3));
    feed.restart();
    const second = await source.subscription(2);
    expect(second.afterRevision).toBeNull();
    expect(waits).toEqual([]);
    second.events.next(history([messageAt(1), messageAt(2, { text: null }), messageAt(3)], 3));
    expect(feed.state.get().timeline.messages[1]?.text).toBeNull();
  });

  test('does not listen any more once stopped', async () => {
    const following = feed.follow('room');
    const { events } = await source.subscription(1);
    expect(events.observed).toBe(true);
    feed.stop();
    await following;
    expect(events.observed).toBe(false);
    expect(source.subscriptions).toHaveLength(1);
  });

  test('reads pages for those who may not subscribe', async () => {
    source.messages = range(1, 12);
    await feed.refresh();
    expect(seqs()).toEqual(range(3, 12).map(({ seq }) => seq));
    source.messages = range(1, 14);
    await feed.refresh();
    expect(seqs().at(-1)).toBe(14);
    await feed.loadOlder();
    expect(seqs()).toEqual(range(1, 14).map(({ seq }) => seq));
    expect(feed.state.get().timeline.older.exists).toBe(false);
  });

  test('says when older messages could not be read, and keeps what there is', async () => {
    source.messages = range(1, 12);
    await feed.refresh();
    source.page = async () => Promise.reject(new Error('down'));
    await feed.loadOlder();
    expect(feed.state.get().older).toBe('failed');
    expect(seqs()).toHaveLength(10);
    await feed.refresh();
    expect(feed.state.get().refusal).toBeNull();
  });
});
