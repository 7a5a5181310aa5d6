import type { TimelineEntry } from './entries';

export type TimelineRow =
  | { readonly kind: 'day'; readonly key: string; readonly date: Date }
  | {
      readonly kind: 'entry';
      readonly key: string;
      readonly entry: TimelineEntry;
      readonly at: Date;
      readonly isOwn: boolean;
      /** The first of what one person said without a break: named and dated. */
      readonly isFirst: boolean;
    };

/** Messages further apart than this are named and dated anew. */
const groupWithinMs = 5 * 60_000;

/** Puts separators between days, and together what one person said in one go. */
export function timelineRows(
  entries: readonly TimelineEntry[],
  ownId: string | undefined,
): TimelineRow[] {
  const rows: TimelineRow[] = [];
  let previous: { day: string; speaker: string; at: number } | undefined;
  for (const entry of entries) {
    const at = timeOf(entry);
    const day = dayOf(at);
    const speaker = speakerOf(entry, ownId);
    const isNewDay = previous?.day !== day;
    if (isNewDay) rows.push({ kind: 'day', key: `day ${entry.key}`, date: at });
    rows.push({
      kind: 'entry',
      key: entry.key,
      entry,
      at,
      isOwn: speaker === ownId,
      isFirst:
        isNewDay || previous?.speaker !== speaker || at.getTime() - previous.at > groupWithinMs,
    });
    previous = { day, speaker, at: at.getTime() };
  }
  return rows;
}

/** True where nothing would look different: rows are made anew with every event, and most stay as they were. */
export function isSameRow(a: TimelineRow, b: TimelineRow): boolean {
  // What is today now is yesterday tomorrow.
  if (a.kind === 'day' || b.kind === 'day') return false;
  return (
    a.isFirst === b.isFirst &&
    a.isOwn === b.isOwn &&
    subjectOf(a.entry) === subjectOf(b.entry) &&
    quoteOf(a.entry) === quoteOf(b.entry)
  );
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
