import type { StoredEntry, TimelineEntry } from './entries';

export type TimelineRow =
  | { readonly kind: 'day'; readonly key: string; readonly date: Date }
  /** Stands before the first message that the viewer had not read. */
  | { readonly kind: 'unread'; readonly key: string }
  /** What blocked people said between two others, without its content. */
  | { readonly kind: 'blocked'; readonly key: string; readonly count: number }
  | EntryRow;

export interface EntryRow {
  readonly kind: 'entry';
  readonly key: string;
  readonly entry: TimelineEntry;
  readonly at: Date;
  readonly isOwn: boolean;
  /** The first of what one person said without a break: named and dated. */
  readonly isFirst: boolean;
}

interface RowOptions {
  /** Of the viewer's participant. */
  ownId: string | undefined;
  /** The `seq` up to which the viewer had read; null where that is not shown. */
  readUpTo?: number | null;
}

/** Messages further apart than this are named and dated anew. */
const groupWithinMs = 5 * 60_000;

/** Puts separators between days, and together what one person said in one go. */
export function timelineRows(
  entries: readonly TimelineEntry[],
  { ownId, readUpTo = null }: RowOptions,
): TimelineRow[] {
  const rows: TimelineRow[] = [];
  let previous: { day: string; speaker: string; at: number } | undefined;
  let isUnreadMarked = readUpTo === null;
  for (const entry of entries) {
    const at = timeOf(entry);
    const day = dayOf(at);
    const speaker = speakerOf(entry, ownId);
    const isNewDay = previous?.day !== day;
    if (isNewDay) rows.push({ kind: 'day', key: `day ${entry.key}`, date: at });
    const isUnread = !isUnreadMarked && isAfter(entry, readUpTo) && speaker !== ownId;
    if (isUnread) {
      rows.push({ kind: 'unread', key: 'unread' });
      isUnreadMarked = true;
    }
    if (isBlocked(entry)) {
      pushBlocked(rows, entry);
    } else {
      const isApart = previous && at.getTime() - previous.at > groupWithinMs;
      const isFirst = isNewDay || isUnread || isApart || previous?.speaker !== speaker;
      rows.push({
        kind: 'entry',
        key: entry.key,
        entry,
        at,
        isOwn: speaker === ownId,
        isFirst,
      });
    }
    previous = { day, speaker: isBlocked(entry) ? '' : speaker, at: at.getTime() };
  }
  return rows;
}

/** True where nothing would look different: rows are made anew with every event, and most stay as they were. */
export function isSameRow(a: TimelineRow, b: TimelineRow): boolean {
  if (a.kind === 'blocked' && b.kind === 'blocked') return a.count === b.count;
  if (a.kind === 'unread') return b.kind === 'unread';
  // What is today now is yesterday tomorrow.
  if (a.kind !== 'entry' || b.kind !== 'entry') return false;
  return (
    a.isFirst === b.isFirst &&
    a.isOwn === b.isOwn &&
    subjectOf(a.entry) === subjectOf(b.entry) &&
    quoteOf(a.entry) === quoteOf(b.entry)
  );
}

function pushBlocked(rows: TimelineRow[], entry: StoredEntry): void {
  const before = rows.at(-1);
  if (before?.kind === 'blocked') {
    rows[rows.length - 1] = { ...before, count: before.count + 1 };
  } else {
    rows.push({ kind: 'blocked', key: `blocked ${entry.key}`, count: 1 });
  }
}

function isBlocked(entry: TimelineEntry): entry is StoredEntry {
  return entry.kind === 'stored' && entry.message.isBlocked;
}

function isAfter(entry: TimelineEntry, seq: number | null): boolean {
  return entry.kind === 'stored' && seq !== null && entry.message.seq > seq;
}

function subjectOf(entry: TimelineEntry): object {
  return entry.kind === 'stored' ? entry.message : entry.entry;
}

function quoteOf(entry: TimelineEntry): object | null {
  return entry.kind === 'stored' ? entry.quote : null;
}

function timeOf(entry: TimelineEntry): Date {
  return new Date(entry.kind === 'stored' ? entry.message.createdAt : entry.entry.queuedAt);
}

/** The id of a participant; empty for the room itself. */
function speakerOf(entry: TimelineEntry, ownId: string | undefined): string {
  if (entry.kind === 'unsent') return ownId ?? '';
  return entry.message.kind === 'SYSTEM' ? '' : (entry.message.author?.id ?? '');
}

/** A calendar day where the reader is. */
function dayOf(date: Date): string {
  return `${date.getFullYear()}-${date.getMonth() + 1}-${date.getDate()}`;
}
