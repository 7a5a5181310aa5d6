import { useState } from 'react';
import { useText } from '../../../app/locale';
import { chatText } from '../chatText';
import type { TimelineEntry } from '../timeline/entries';
import type { Message } from '../timeline/timeline';

interface NewMessageAnnouncerProps {
  entries: readonly TimelineEntry[];
  ownId: string | undefined;
}

/** Reads out what others say while the log is open; not what was there before, nor older pages. */
export function NewMessageAnnouncer({ entries, ownId }: NewMessageAnnouncerProps) {
  const text = useText(chatText);
  const newest = newestMessage(entries);
  const [announced, setAnnounced] = useState({ seq: newest?.seq ?? 0, said: '' });

  if (newest && newest.seq > announced.seq) {
    const { seq, author } = newest;
    const isToBeRead = author && author.id !== ownId && newest.text !== null;
    const said = isToBeRead ? text.room.announce(author.name, newest.text) : announced.said;
    setAnnounced({ seq, said });
  }

  return (
    <p className="visuallyHidden" aria-live="polite">
      {announced.said}
    </p>
  );
}

function newestMessage(entries: readonly TimelineEntry[]): Message | undefined {
  const entry = entries.findLast(({ kind }) => kind === 'stored');
  return entry?.kind === 'stored' ? entry.message : undefined;
}
