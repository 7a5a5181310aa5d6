import type { BusEvent, RoomChangedEvent } from '@coco-chat/collections';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';

import { changesOf, toEvent } from '../rooms/room-change';
import type { RoomChange } from '../store/room-change';
import type { StoredMessage } from '../store/message-store';
import { decodeEvent, encodeEvent } from './event-encoding';

const plain: StoredMessage = {
  id: '6710e0c2a4b1f2d3e4a5b6c7',
  roomId: 'room',
  seq: 7,
  revision: 9,
  kind: 'text',
  text: '안녕하세요 👋',
  payload: null,
  authorId: '6710e0c2a4b1f2d3e4a5b6c8',
  membershipId: '6710e0c2a4b1f2d3e4a5b6c9',
  clientMessageId: 'c0ffee',
  replyToId: null,
  mentions: [],
  reactions: [],
  createdAt: '2026-01-01T09:00:00.000Z',
  editedAt: null,
  deletedAt: null,
  hiddenAt: null,
};

const nullable = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | null> =>
  fc.option(arbitrary, { nil: null, freq: 2 });
const text = fc.string({ unit: 'grapheme' });
const rest: fc.Arbitrary<Omit<StoredMessage, 'roomId' | 'revision'>> = fc.record({
  id: text,
  seq: fc.nat(),
  kind: fc.constantFrom('text', 'file', 'system'),
  text: nullable(text),
  payload: nullable(fc.dictionary(text, fc.integer())),
  authorId: nullable(text),
  membershipId: nullable(text),
  clientMessageId: text,
  replyToId: nullable(text),
  mentions: fc.array(text, { maxLength: 2 }),
  reactions: fc.array(fc.record({ emoji: text, participantIds: fc.array(text) }), { maxLength: 2 }),
  createdAt: text,
  editedAt: nullable(text),
  deletedAt: nullable(text),
  hiddenAt: nullable(text),
});
const kinds = fc.constantFrom('posted' as const, 'changed' as const, 'room' as const);
const events: fc.Arbitrary<RoomChangedEvent> = fc
  .tuple(fc.nat(), fc.array(fc.tuple(kinds, rest), { minLength: 1, maxLength: 5 }))
  .map(([from, made]) =>
    toEvent(
      'room',
      made.map(([kind, message], index): RoomChange => {
        const revision = from + index;
        if (kind === 'room') return { kind, revision };
        return { kind, revision, message: { ...message, roomId: 'room', revision } };
      }),
    ),
  );

describe('an event on Redis', () => {
  test('comes out as it went in', () => {
    fc.assert(
      fc.property(events, (event) => {
        expect(decodeEvent(encodeEvent(event))).toEqual(event);
      }),
    );
  });

  test.each<BusEvent>([
    { type: 'account.changed', userId: 'a' },
    { type: 'room.changed', roomId: 'room', from: 3, to: 5 },
    { type: 'random.changed', userId: 'a', reason: 'superseded', ticketId: 't' },
  ])('comes out as it went in: $type', (event) => {
    expect(decodeEvent(encodeEvent(event))).toEqual(event);
  });

  test('is less than half as long as its JSON', () => {
    const event = toEvent('room', [{ kind: 'posted', revision: 9, message: plain }]);
    expect(encodeEvent(event).length).toBeLessThan(JSON.stringify(event).length / 2);
  });

  test('with a message that has changed since is told whole', () => {
    const event = toEvent('room', [{ kind: 'posted', revision: 8, message: plain }]);
    expect(decodeEvent(encodeEvent(event))).toEqual(event);
  });

  test('leaves out its content where that is too large', () => {
    const message = { ...plain, text: 'x'.repeat(300_000) };
    const event = toEvent('room', [{ kind: 'posted', revision: 9, message }]);
    expect(decodeEvent(encodeEvent(event))).toEqual({
      type: 'room.changed',
      roomId: 'room',
      from: 9,
      to: 9,
    });
  });

  test('is one without content to a process that does not know its rows', () => {
    const event = toEvent('room', [{ kind: 'posted', revision: 9, message: plain }]);
    const known = JSON.parse(encodeEvent(event)) as RoomChangedEvent;
    expect(known).toMatchObject({ type: 'room.changed', roomId: 'room', from: 9, to: 9 });
    expect(changesOf(known)).toBeNull();
  });
});
