import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { OutboxEntry } from '../../../apollo/outboxStorage';
import { timelineEntries } from './entries';
import { messageAt, testRoom } from './testMessages';
import {
  applyAcknowledgement,
  applyEvent,
  applyNewestPage,
  applyOlderPage,
  emptyTimeline,
  leavesGap,
  type DurableEvent,
  type Message,
  type MessagePage,
  type Timeline,
} from './timeline';

const ownId = 'me';
const pageSize = 4;
const mostReplayed = 12;

/** The server, as the contract describes it, with small pages and few replayed events. */
class ModelRoom {
  readonly messages: Message[] = [];
  readonly events: DurableEvent[] = [];
  revision = 0;

  post(authorId: string, clientMessageId: string): Message {
    this.revision += 1;
    const message = messageAt(this.messages.length + 1, {
      revision: this.revision,
      author: { id: authorId, name: authorId, role: 'MEMBER' },
      clientMessageId,
    });
    this.messages.push(message);
    this.events.push({ __typename: 'MessagePosted', message, revision: this.revision });
    return message;
  }

  edit(index: number): void {
    const message = this.messages[index];
    if (!message) return;
    this.revision += 1;
    const edited = { ...message, revision: this.revision, text: `edited ${this.revision}` };
    this.messages[index] = edited;
    this.events.push({ __typename: 'MessageChanged', message: edited, revision: this.revision });
  }

  rename(): void {
    this.revision += 1;
    const room = { ...testRoom, title: `title ${this.revision}` };
    this.events.push({ __typename: 'RoomChanged', room, revision: this.revision });
  }

  history(afterRevision: number | null): DurableEvent {
    const isBehind = afterRevision !== null && this.revision - afterRevision <= mostReplayed;
    return {
      __typename: 'History',
      room: { ...testRoom, title: `title ${this.revision}` },
      messages: isBehind
        ? this.messages.filter(({ revision }) => revision > afterRevision)
        : this.messages.slice(-pageSize),
      revision: this.revision,
      truncated: afterRevision !== null && !isBehind,
    };
  }

  page(before: string | null): MessagePage {
    const end = before === null ? this.messages.length : Number(before) - 1;
    const messages = this.messages.slice(Math.max(0, end - pageSize), end);
    const first = messages[0]?.seq;
    return {
      messages,
      startCursor: first === undefined ? null : String(first),
      hasPrevious: (first ?? 1) > 1,
    };
  }
}

/** A client whose connection, answers and scrolling happen when the test says so. */
class ModelClient {
  timeline: Timeline = emptyTimeline;
  outbox: OutboxEntry[] = [];
  #sent = 0;
  #unanswered: Message[] = [];
  #resumedFrom: number | null = null;
  #inbox: DurableEvent[] | null = null;
  #delivered: DurableEvent[] = [];
  #nextEvent = 0;
  #olderPage: { page: MessagePage; beforeId: string | undefined } | null = null;

  constructor(readonly room: ModelRoom) {}

  readNewestPage(): void {
    this.timeline = applyNewestPage(this.timeline, this.room.page(null));
  }

  connect(): void {
    this.#resumedFrom = this.timeline.revision;
    this.#inbox = [this.room.history(this.#resumedFrom)];
    this.#nextEvent = this.room.events.length;
  }

  disconnect(): void {
    this.#inbox = null;
  }

  /** Delivers one event of those that wait; `skip` loses one before it. */
  deliver(skip = false): void {
    if (!this.#inbox) return;
    while (this.#nextEvent < this.room.events.length) {
      this.#inbox.push(this.room.events[this.#nextEvent]!);
      this.#nextEvent += 1;
    }
    if (skip && this.#inbox[0]?.__typename !== 'History') this.#inbox.shift();
    const event = this.#inbox.shift();
    if (event) this.#receive(event);
  }

  /** Delivers once more what has been delivered before. */
  repeat(index: number): void {
    const event = this.#delivered[index % this.#delivered.length];
    if (event && event.__typename !== 'History') this.#receive(event);
  }

  send(): void {
    this.#sent += 1;
    const clientMessageId = `own${this.#sent}`;
    this.outbox.push({
      clientMessageId,
      roomId: 'room',
      text: clientMessageId,
      queuedAt: this.#sent,
      failure: null,
    });
    this.#unanswered.push(this.room.post(ownId, clientMessageId));
  }

  acknowledge(index: number): void {
    const [message] = this.#unanswered.splice(index % this.#unanswered.length, 1);
    if (!message) return;
    this.timeline = applyAcknowledgement(this.timeline, message);
    this.outbox = this.outbox.filter((entry) => entry.clientMessageId !== message.clientMessageId);
  }

  requestOlder(): void {
    const { cursor, exists } = this.timeline.older;
    if (!exists) return;
    const oldest = this.timeline.messages[0];
    const page = this.room.page(cursor ?? (oldest ? String(oldest.seq) : null));
    this.#olderPage = { page, beforeId: oldest?.id };
  }

  receiveOlder(): void {
    if (!this.#olderPage) return;
    const { page, beforeId } = this.#olderPage;
    this.timeline = applyOlderPage(this.timeline, page, beforeId);
    this.#olderPage = null;
  }

  settle(): void {
    while (this.#unanswered.length) this.acknowledge(0);
    this.receiveOlder();
    this.connect();
    while (this.timeline.revision !== this.room.revision) this.deliver();
  }

  shown(): string[] {
    return timelineEntries(this.timeline, this.outbox, ownId).map(({ key }) => key);
  }

  #receive(event: DurableEvent): void {
    if (leavesGap(this.timeline, event)) {
      this.connect();
      return;
    }
    this.#delivered.push(event);
    this.timeline = applyEvent(this.timeline, event, this.#resumedFrom);
  }
}

const anyStep = fc.oneof(
  { weight: 4, arbitrary: fc.constant({ do: 'post' as const }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('edit' as const), at: fc.nat(40) }) },
  { weight: 1, arbitrary: fc.constant({ do: 'rename' as const }) },
  { weight: 3, arbitrary: fc.constant({ do: 'send' as const }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('acknowledge' as const), at: fc.nat(5) }) },
  { weight: 2, arbitrary: fc.constant({ do: 'connect' as const }) },
  { weight: 1, arbitrary: fc.constant({ do: 'disconnect' as const }) },
  { weight: 8, arbitrary: fc.constant({ do: 'deliver' as const }) },
  { weight: 1, arbitrary: fc.constant({ do: 'lose' as const }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('repeat' as const), at: fc.nat(40) }) },
  { weight: 1, arbitrary: fc.constant({ do: 'readNewestPage' as const }) },
  { weight: 2, arbitrary: fc.constant({ do: 'requestOlder' as const }) },
  { weight: 2, arbitrary: fc.constant({ do: 'receiveOlder' as const }) },
);
type Step = typeof anyStep extends fc.Arbitrary<infer Value> ? Value : never;

function take(step: Step, room: ModelRoom, client: ModelClient): void {
  switch (step.do) {
    case 'post':
      room.post('other', `other${room.revision}`);
      break;
    case 'edit':
      room.edit(step.at % Math.max(1, room.messages.length));
      break;
    case 'rename':
      room.rename();
      break;
    case 'acknowledge':
    case 'repeat':
      client[step.do](step.at);
      break;
    case 'lose':
      client.deliver(true);
      break;
    default:
      client[step.do]();
  }
}

describe('timeline', () => {
  test('stale state and events make the fresh state, whatever happens in between', () => {
    fc.assert(
      fc.property(fc.nat(10), fc.array(anyStep, { maxLength: 80 }), (before, steps) => {
        const room = new ModelRoom();
        for (let count = 0; count < before; count += 1) room.post('other', `before${count}`);
        const client = new ModelClient(room);
        for (const step of steps) {
          take(step, room, client);
          const shown = client.shown();
          expect(new Set(shown).size).toBe(shown.length);
          const seqs = client.timeline.messages.map(({ seq }) => seq);
          expect(seqs).toEqual(seqs.toSorted((a, b) => a - b));
        }
        client.settle();

        const { messages, acknowledged, room: shownRoom, older } = client.timeline;
        expect(client.outbox).toEqual([]);
        expect(acknowledged).toEqual([]);
        // From the oldest one held to the newest: no hole, no double, and each as the server has it now.
        const oldest = messages[0]?.seq ?? room.messages.length + 1;
        expect(messages).toEqual(room.messages.slice(oldest - 1));
        expect(messages.length).toBeGreaterThanOrEqual(Math.min(room.messages.length, 1));
        expect(older.exists).toBe(oldest > 1 && messages.length > 0);
        if (room.events.at(-1)?.__typename === 'RoomChanged') {
          expect(shownRoom?.title).toBe(`title ${room.revision}`);
        }
      }),
      { numRuns: 1000 },
    );
  });

  test('an own message is shown once: unsent, acknowledged, delivered, in any order', () => {
    const entry: OutboxEntry = {
      clientMessageId: 'c3',
      roomId: 'room',
      text: 'text 3',
      queuedAt: 0,
      failure: null,
    };
    const own = messageAt(3, { author: { id: ownId, name: '나', role: 'MEMBER' } });
    const history: DurableEvent = {
      __typename: 'History',
      room: testRoom,
      messages: [messageAt(1), messageAt(2)],
      revision: 2,
      truncated: false,
    };
    const posted: DurableEvent = { __typename: 'MessagePosted', message: own, revision: 3 };
    const start = applyEvent(emptyTimeline, history, null);
    const keys = (timeline: Timeline) =>
      timelineEntries(timeline, [entry], ownId).map(({ key }) => key);

    expect(keys(start)).toEqual(['m1', 'm2', 'c3']);
    const acknowledgedFirst = applyAcknowledgement(start, own);
    const deliveredFirst = applyEvent(start, posted, null);
    for (const timeline of [
      acknowledgedFirst,
      deliveredFirst,
      applyEvent(acknowledgedFirst, posted, null),
      applyAcknowledgement(deliveredFirst, own),
    ]) {
      expect(keys(timeline)).toEqual(['m1', 'm2', 'c3']);
    }
  });

  test('another’s message with the same client id does not stand for ours', () => {
    const forged = messageAt(1, { clientMessageId: 'mine' });
    const timeline = applyNewestPage(emptyTimeline, {
      messages: [forged],
      startCursor: null,
      hasPrevious: false,
    });
    const entry = {
      clientMessageId: 'mine',
      roomId: 'room',
      text: 'hello',
      queuedAt: 0,
      failure: null,
    };
    expect(timelineEntries(timeline, [entry], ownId).map(({ kind }) => kind)).toEqual([
      'stored',
      'unsent',
    ]);
  });

  test('readers without a feed see new pages join on to what they have', () => {
    const page = (from: number, to: number): MessagePage => ({
      messages: Array.from({ length: to - from + 1 }, (_, index) => messageAt(from + index)),
      startCursor: String(from),
      hasPrevious: from > 1,
    });
    const first = applyNewestPage(emptyTimeline, page(5, 8));
    const older = applyOlderPage(first, page(1, 4), 'm5');
    const later = applyNewestPage(older, page(7, 10));
    expect(later.messages.map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    expect(later.older.exists).toBe(false);
    // Too much was missed to join on.
    const muchLater = applyNewestPage(later, page(20, 23));
    expect(muchLater.messages.map(({ seq }) => seq)).toEqual([20, 21, 22, 23]);
    expect(muchLater.older).toEqual({ exists: true, cursor: '20' });
  });
});
