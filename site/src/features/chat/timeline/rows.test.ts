import { describe, expect, test } from '@jest/globals';
import type { TimelineEntry } from './entries';
import { isSameRow, timelineRows } from './rows';
import { messageAt } from './testMessages';

const author = (id: string) => ({ id, name: id, role: 'MEMBER' as const });

function stored(seq: number, authorId: string, createdAt: string): TimelineEntry {
  const message = messageAt(seq, { author: author(authorId), createdAt });
  return { kind: 'stored', key: message.id, message, quote: null };
}

const firsts = (entries: TimelineEntry[]) =>
  timelineRows(entries, { ownId: 'me' }).map((row) => (row.kind === 'entry' ? row.isFirst : 'day'));

describe('timelineRows', () => {
  test('puts together what one person says in one go', () => {
    expect(
      firsts([
        stored(1, 'a', '2026-01-01T12:00:00'),
        stored(2, 'a', '2026-01-01T12:04:59'),
        stored(3, 'b', '2026-01-01T12:05:00'),
        stored(4, 'a', '2026-01-01T12:05:01'),
        stored(5, 'a', '2026-01-01T12:11:00'),
      ]),
    ).toEqual(['day', true, false, true, true, true]);
  });

  test('begins each day anew, where the reader is', () => {
    expect(
      firsts([stored(1, 'a', '2026-01-01T23:59:00'), stored(2, 'a', '2026-01-02T00:00:00')]),
    ).toEqual(['day', true, 'day', true]);
  });

  test('knows our own, sent or not', () => {
    const unsent: TimelineEntry = {
      kind: 'unsent',
      key: 'c2',
      entry: {
        clientMessageId: 'c2',
        roomId: 'room',
        text: 'hello',
        queuedAt: Date.parse('2026-01-01T12:01:00'),
        replyTo: null,
        attachments: [],
        failure: null,
      },
    };
    const rows = timelineRows([stored(1, 'me', '2026-01-01T12:00:00'), unsent], { ownId: 'me' });
    expect(rows.flatMap((row) => (row.kind === 'entry' ? [row.isOwn, row.isFirst] : []))).toEqual([
      true,
      true,
      true,
      false,
    ]);
    const [, readByOthers] = timelineRows([stored(1, 'me', '2026-01-01T12:00:00')], {
      ownId: undefined,
    });
    expect(readByOthers).toMatchObject({ isOwn: false });
  });

  test('tells rows that changed from rows that stayed', () => {
    const first = stored(1, 'a', '2026-01-01T12:00:00');
    const second = stored(2, 'a', '2026-01-01T12:01:00');
    const before = timelineRows([first], { ownId: 'me' });
    const after = timelineRows([{ ...first }, second], { ownId: 'me' });
    expect(before.map((row, index) => isSameRow(row, after[index]!))).toEqual([false, true]);

    const edited = { ...first, message: { ...messageAt(1), text: 'edited' } } as TimelineEntry;
    expect(isSameRow(before[1]!, timelineRows([edited], { ownId: 'me' })[1]!)).toBe(false);
    expect(isSameRow(before[0]!, before[1]!)).toBe(false);
    expect(isSameRow(before[1]!, timelineRows([first], { ownId: 'a' })[1]!)).toBe(false);
  });
});
