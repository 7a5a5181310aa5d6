import type { OutboxEntry } from '../../../apollo/outboxStorage';
import { withPendingChanges, type PendingChange } from './pendingChanges';
import type { Message, Quote, Timeline } from './timeline';

export type TimelineEntry = StoredEntry | UnsentEntry;

export interface StoredEntry {
  readonly kind: 'stored';
  readonly key: string;
  readonly message: Message;
  /** The message it answers, as far as it is known now: it may have been changed since. */
  readonly quote: Quote | null;
}

export interface UnsentEntry {
  readonly kind: 'unsent';
  readonly key: string;
  readonly entry: OutboxEntry;
}

interface Viewed {
  readonly timeline: Timeline;
  /** Of the viewer's participant: another's message may carry the same client id, and is not ours. */
  readonly ownId: string | undefined;
  readonly pending: readonly PendingChange[];
}

/**
 * What a room shows: its messages in order, and after them those of ours that are still on their way. An
 * entry keeps its key when it is stored, so that it stays the same element on the page.
 */
export function timelineEntries(viewed: Viewed, outbox: readonly OutboxEntry[]): TimelineEntry[] {
  const { timeline, ownId } = viewed;
  const messages = inOrder(timeline.messages, timeline.acknowledged);
  const stored = storedEntries(messages, viewed);
  if (outbox.length === 0) return stored;
  const own = new Set(
    messages.flatMap(({ author, clientMessageId }) =>
      isSame(author?.id, ownId) && clientMessageId ? [clientMessageId] : [],
    ),
  );
  const unsent = outbox
    .filter(({ clientMessageId }) => !own.has(clientMessageId))
    .map((entry): UnsentEntry => ({ kind: 'unsent', key: entry.clientMessageId, entry }));
  return [...stored, ...unsent];
}

/** What is shown in place of the newest messages, where a reader has jumped far back; else null. */
export function excerptEntries(viewed: Viewed): TimelineEntry[] | null {
  const { excerpt } = viewed.timeline;
  return excerpt && storedEntries(excerpt.messages, viewed);
}

function storedEntries(
  messages: readonly Message[],
  { timeline, ownId, pending }: Viewed,
): StoredEntry[] {
  const changed = withPendingChanges(messages, pending, ownId);
  const originals = changed.some(({ replyTo }) => replyTo !== null)
    ? new Map([...timeline.changedOutside, ...changed].map((message) => [message.id, message]))
    : null;
  return changed.map((message) => ({
    kind: 'stored',
    key: (isSame(message.author?.id, ownId) ? message.clientMessageId : null) ?? message.id,
    message,
    quote: message.replyTo && quoteOf(message.replyTo, originals?.get(message.replyTo.id)),
  }));
}

function quoteOf(quote: Quote, original: Message | undefined): Quote {
  return original && original.revision >= quote.revision ? original : quote;
}

function isSame(id: string | undefined, ownId: string | undefined): boolean {
  return id !== undefined && id === ownId;
}

function inOrder(delivered: readonly Message[], acknowledged: readonly Message[]) {
  if (acknowledged.length === 0) return delivered;
  return [...delivered, ...acknowledged].sort((a, b) => a.seq - b.seq);
}
