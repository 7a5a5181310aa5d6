import { useEffect, useEffectEvent, useMemo, useRef, useState } from 'react';
import { useText } from '../../../app/locale';
import { buttonClass } from '../../../ui/buttonClass';
import { Icon } from '../../../ui/Icon';
import { Notice } from '../../../ui/Notice';
import { chatText } from '../chatText';
import { MessageRow, type UnsentActions } from '../messages/MessageRow';
import type { TimelineEntry } from '../timeline/entries';
import { timelineRows } from '../timeline/rows';
import { NewMessageAnnouncer } from './NewMessageAnnouncer';
import styles from './MessageLog.module.css';
import { useLogScroll } from './useLogScroll';

interface MessageLogProps {
  title: string;
  entries: readonly TimelineEntry[];
  /** Of the viewer's participant. */
  ownId: string | undefined;
  hasOlder: boolean;
  older: 'idle' | 'loading' | 'failed';
  onLoadOlder: () => void;
  unsent: UnsentActions;
}

export function MessageLog(props: MessageLogProps) {
  const { title, entries, ownId, hasOlder, older, onLoadOlder, unsent } = props;
  const text = useText(chatText);
  const logRef = useRef<HTMLDivElement>(null);
  const rows = useMemo(() => timelineRows(entries, ownId), [entries, ownId]);

  const { isAtEnd, scrollToEnd } = useLogScroll(logRef, {
    content: rows,
    onNearTop: () => {
      // After a failure only the reader's own request tries again.
      if (hasOlder && older === 'idle') onLoadOlder();
    },
  });
  const unseen = useUnseen(entries, isAtEnd);
  useOwnMessagesInView(entries, scrollToEnd);

  return (
    <div className={styles.wrap}>
      {/*
        A log is read out as it grows, at its top as well: here older messages are put there, and would all be
        read. So the announcer below says what is new, and only that.
      */}
      <div
        ref={logRef}
        className={styles.log}
        role="log"
        aria-live="off"
        aria-label={text.room.log(title)}
        aria-busy={older === 'loading'}
        tabIndex={0}
      >
        <ol className={styles.list}>
          <OlderRow hasOlder={hasOlder} older={older} onRetry={onLoadOlder} />
          {rows.map((row) => (
            <MessageRow key={row.key} row={row} unsent={unsent} />
          ))}
        </ol>
        {rows.length === 0 && (
          <Notice icon="chat" title={text.room.empty.title} text={text.room.empty.text} />
        )}
      </div>
      <NewMessageAnnouncer entries={entries} ownId={ownId} />
      {!isAtEnd && (
        <button
          type="button"
          className={styles.toNewest}
          onClick={() => {
            scrollToEnd();
            logRef.current?.focus();
          }}
        >
          <Icon name="down" size={18} />
          {unseen > 0 ? text.room.newMessages(unseen) : text.room.toNewest}
        </button>
      )}
    </div>
  );
}

function OlderRow({
  hasOlder,
  older,
  onRetry,
}: {
  hasOlder: boolean;
  older: MessageLogProps['older'];
  onRetry: () => void;
}) {
  const text = useText(chatText);
  if (!hasOlder) return null;
  return (
    <li className={styles.older}>
      {older === 'failed' ? (
        <>
          <span>{text.room.olderFailed}</span>
          <button type="button" className={buttonClass('secondary', 'small')} onClick={onRetry}>
            {text.room.retry}
          </button>
        </>
      ) : (
        text.room.olderLoading
      )}
    </li>
  );
}

/** How many messages have come since the reader left the end. */
function useUnseen(entries: readonly TimelineEntry[], isAtEnd: boolean): number {
  const newest = newestSeq(entries);
  const [seen, setSeen] = useState(newest);
  if (isAtEnd && seen !== newest) setSeen(newest);
  return entries.filter((entry) => entry.kind === 'stored' && entry.message.seq > seen).length;
}

function newestSeq(entries: readonly TimelineEntry[]): number {
  return entries.reduce(
    (newest, entry) => (entry.kind === 'stored' ? Math.max(newest, entry.message.seq) : newest),
    0,
  );
}

/** Whoever sends something wants to see it, wherever they were reading. */
function useOwnMessagesInView(entries: readonly TimelineEntry[], scrollToEnd: () => void): void {
  const unsentKeys = entries.flatMap((entry) => (entry.kind === 'unsent' ? [entry.key] : []));
  const newest = unsentKeys.at(-1);
  const show = useEffectEvent(scrollToEnd);
  useEffect(() => {
    if (newest !== undefined) show();
  }, [newest]);
}
