import {
  isSameStart,
  meet,
  merge,
  newer,
  type Message,
  type MessagePage,
  type Timeline,
} from './timeline';

/**
 * Some messages far back, which a reader has jumped to. From the oldest to the newest of them none is missing;
 * between them and the timeline's own messages there are others, until they meet and become one.
 */
export interface Excerpt {
  readonly messages: readonly Message[];
  readonly older: { readonly exists: boolean; readonly cursor: string | null };
  readonly newer: { readonly cursor: string | null };
}

/** One message, and the cursor that leads to those around it. */
export interface MessageInPlace {
  readonly message: Message;
  readonly cursor: string;
}

/** True where a message with this `seq` is, or will be, among those held anyway. */
export function isInTimeline(timeline: Timeline, seq: number): boolean {
  const oldest = timeline.messages[0];
  return oldest === undefined || seq >= oldest.seq;
}

/**
 * @param cursor of the message: what the pages around it are asked for with
 * @param asked the timeline when the message was asked for
 */
export function openExcerpt(
  timeline: Timeline,
  { message, cursor }: MessageInPlace,
  asked: Timeline,
): Timeline {
  if (!isSameStart(timeline, asked)) return timeline;
  if (isInTimeline(timeline, message.seq)) return { ...timeline, excerpt: null };
  return meet({
    ...timeline,
    excerpt: {
      messages: withChanges(timeline, [message]),
      older: { exists: message.seq > 1, cursor },
      newer: { cursor },
    },
  });
}

export function closeExcerpt(timeline: Timeline): Timeline {
  return timeline.excerpt ? { ...timeline, excerpt: null } : timeline;
}

/** @param asked the timeline when the page was asked for; where it does not fit any more, it is dropped */
export function applyExcerptOlder(
  timeline: Timeline,
  page: MessagePage,
  asked: Timeline,
): Timeline {
  const { excerpt } = timeline;
  if (!excerpt || !isSameStart(timeline, asked)) return timeline;
  if (excerpt.messages[0]?.id !== asked.excerpt?.messages[0]?.id) return timeline;
  return {
    ...timeline,
    excerpt: {
      ...excerpt,
      messages: merge(withChanges(timeline, page.messages), excerpt.messages),
      older: { exists: page.hasPrevious, cursor: page.startCursor },
    },
  };
}

/** @param asked the timeline when the page was asked for; where it does not fit any more, it is dropped */
export function applyExcerptNewer(
  timeline: Timeline,
  page: MessagePage,
  asked: Timeline,
): Timeline {
  const { excerpt } = timeline;
  if (!excerpt || !isSameStart(timeline, asked)) return timeline;
  if (excerpt.messages.at(-1)?.id !== asked.excerpt?.messages.at(-1)?.id) return timeline;
  // Only what lies before the timeline's own messages: those are known better already.
  const before = page.messages.filter(({ seq }) => !isInTimeline(timeline, seq));
  return meet({
    ...timeline,
    excerpt: {
      ...excerpt,
      messages: merge(excerpt.messages, withChanges(timeline, before)),
      newer: { cursor: page.endCursor },
    },
  });
}

function withChanges({ changedOutside }: Timeline, messages: readonly Message[]) {
  const changed = new Map(changedOutside.map((message) => [message.id, message]));
  return messages.map((message) => newer(changed.get(message.id), message));
}
