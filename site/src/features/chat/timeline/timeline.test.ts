import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { OutboxEntry } from '../../../apollo/outboxStorage';
import { timelineEntries } from './entries';
import type { MessageChange } from './pendingChanges';
import { messageAt, testRoom } from './testMessages';
import { ModelClient, ModelRoom, ownId } from './testModel';
import {
  applyAcknowledgement,
  applyEvent,
  applyNewestPage,
  applyOlderPage,
  emptyTimeline,
  type DurableEvent,
  type Message,
  type MessagePage,
  type Timeline,
} from './timeline';

const anyChange: fc.Arbitrary<MessageChange> = fc.oneof(
  fc.record({ kind: fc.constant('edit' as const), text: fc.constantFrom('once', 'twice') }),
  fc.record({
    kind: fc.constantFrom('react' as const, 'unreact' as const),
    emoji: fc.constantFrom('👍', '🎉'),
  }),
  fc.record({ kind: fc.constantFrom('delete' as const, 'hide' as const) }),
);

type Step = (client: ModelClient) => unknown;
const at = fc.nat(40);

/** What happens to the room, and what its client does and receives. */
const anyStep: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: fc.option(at).map(post) },
  {
    weight: 3,
    arbitrary: fc.tuple(at, anyChange).map(([index, change]): Step => {
      return ({ room }) => room.change(index % Math.max(1, room.messages.length), change);
    }),
  },
  {
    weight: 3,
    arbitrary: fc.tuple(at, anyChange).map(([index, change]): Step => {
      return (client) => client.change(index, change);
    }),
  },
  {
    weight: 3,
    arbitrary: fc.tuple(at, fc.boolean()).map(([index, isRefused]): Step => {
      return (client) => client.serve(index, isRefused);
    }),
  },
  { weight: 8, arbitrary: step((client) => client.deliver()) },
  { weight: 3, arbitrary: step((client) => client.send()) },
  {
    weight: 3,
    arbitrary: at.map(
      (index): Step =>
        (client) =>
          client.acknowledge(index),
    ),
  },
  {
    weight: 3,
    arbitrary: at.map(
      (index): Step =>
        (client) =>
          client.receiveAnswer(index),
    ),
  },
  {
    weight: 2,
    arbitrary: at.map(
      (index): Step =>
        (client) =>
          client.repeat(index),
    ),
  },
  {
    weight: 2,
    arbitrary: at.map(
      (index): Step =>
        (client) =>
          client.requestJump(index),
    ),
  },
  ...[
    step((client) => client.connect()),
    step((client) => client.receiveJump()),
    step((client) => client.requestOlder()),
    step((client) => client.receiveOlder()),
    step((client) => client.requestNewer()),
    step((client) => client.receiveNewer()),
  ].map((arbitrary) => ({ weight: 2, arbitrary })),
  ...[
    step(({ room }) => room.rename()),
    step((client) => client.disconnect()),
    step((client) => client.deliver(true)),
    step((client) => client.readNewestPage()),
    step((client) => client.leaveExcerpt()),
  ].map((arbitrary) => ({ weight: 1, arbitrary })),
);

function step(take: Step) {
  return fc.constant(take);
}

function post(replyTo: number | null): Step {
  return ({ room }) => room.post('other', `other${room.revision}`, replyTo ?? undefined);
}

/** Consecutive, and each once. */
function expectNoHole(messages: readonly Message[]): void {
  const first = messages[0]?.seq ?? 1;
  expect(messages.map(({ seq }) => seq)).toEqual(messages.map((_, index) => first + index));
}

/** What its writer has asked for is seen at once, unless the message is gone already. */
function expectPendingShown(client: ModelClient): void {
  const shown = [...client.messages(), ...client.excerpt()];
  for (const { messageId, change } of client.pending) {
    for (const message of shown.filter(({ id, text }) => id === messageId && text !== null)) {
      expect(change.kind).not.toMatch(/delete|hide/);
      if (change.kind === 'edit') expect(message.text).toBe(change.text);
      if (change.kind === 'react' || change.kind === 'unreact') {
        const reaction = message.reactions.find(({ emoji }) => emoji === change.emoji);
        expect(reaction?.participantIds.includes(ownId) ?? false).toBe(change.kind === 'react');
      }
    }
  }
}

describe('timeline', () => {
  test('stale state and events make the fresh state, whatever happens in between', () => {
    fc.assert(
      fc.property(fc.nat(20), fc.array(anyStep, { maxLength: 80 }), (before, steps) => {
        const room = new ModelRoom();
        for (let count = 0; count < before; count += 1) room.post('other', `before${count}`);
        const client = new ModelClient(room);
        for (const take of steps) {
          take(client);
          const shown = client.shown();
          expect(new Set(shown).size).toBe(shown.length);
          expectNoHole(client.timeline.messages);
          expectNoHole(client.excerpt());
          expectPendingShown(client);
        }
        client.settle();

        const { messages, acknowledged, room: shownRoom, older, excerpt } = client.timeline;
        expect(client.outbox).toEqual([]);
        expect(client.pending).toEqual([]);
        expect(acknowledged).toEqual([]);
        // From the oldest one held to the newest: no hole, no double, and each as the server has it now.
        const oldest = messages[0]?.seq ?? room.messages.length + 1;
        expect(client.messages()).toEqual(room.messages.slice(oldest - 1));
        expect(messages.length).toBeGreaterThanOrEqual(Math.min(room.messages.length, 1));
        expect(older.exists).toBe(oldest > 1 && messages.length > 0);
        if (room.events.at(-1)?.__typename === 'RoomChanged') {
          expect(shownRoom?.title).toBe(`title ${room.revision}`);
        }
        // So is what the reader has jumped to; it has not met the newest messages.
        if (excerpt) {
          const [first, last] = [excerpt.messages[0]!.seq, excerpt.messages.at(-1)!.seq];
          expect(client.excerpt()).toEqual(room.messages.slice(first - 1, last));
          expect(last + 1).toBeLessThan(oldest);
          expect(excerpt.older.exists).toBe(first > 1);
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
      replyTo: null,
      attachments: [],
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
      timelineEntries({ timeline, ownId, pending: [] }, [entry]).map(({ key }) => key);

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
      endCursor: null,
      hasPrevious: false,
    });
    const entry: OutboxEntry = {
      clientMessageId: 'mine',
      roomId: 'room',
      text: 'hello',
      replyTo: null,
      attachments: [],
      queuedAt: 0,
      failure: null,
    };
    expect(
      timelineEntries({ timeline, ownId, pending: [] }, [entry]).map(({ kind }) => kind),
    ).toEqual(['stored', 'unsent']);
  });

  test('readers without a feed see new pages join on to what they have', () => {
    const page = (from: number, to: number): MessagePage => ({
      messages: Array.from({ length: to - from + 1 }, (_, index) => messageAt(from + index)),
      startCursor: String(from),
      endCursor: String(to),
      hasPrevious: from > 1,
    });
    const first = applyNewestPage(emptyTimeline, page(5, 8));
    const older = applyOlderPage(first, page(1, 4), first);
    const later = applyNewestPage(older, page(7, 10));
    expect(later.messages.map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    expect(later.older.exists).toBe(false);
    // Too much was missed to join on.
    const muchLater = applyNewestPage(later, page(20, 23));
    expect(muchLater.messages.map(({ seq }) => seq)).toEqual([20, 21, 22, 23]);
    expect(muchLater.older).toEqual({ exists: true, cursor: '20' });
  });
});
