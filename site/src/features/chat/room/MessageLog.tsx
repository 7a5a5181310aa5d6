import { useEffect, useEffectEvent, useMemo, useRef, useState } from 'react';
import { useText } from '../../../app/locale';
import { Icon } from '../../../ui/Icon';
import { Notice } from '../../../ui/Notice';
import { chatText } from '../chatText';
import type { PageState } from '../feed/RoomFeed';
import { MessageRow } from '../messages/MessageRow';
import { messagesText } from '../messages/messagesText';
import type { Editing } from '../messages/SaidRow';
import type { UnsentActions } from '../messages/UnsentState';
import type { TimelineEntry } from '../timeline/entries';
import { timelineRows, type TimelineRow } from '../timeline/rows';
import styles from './MessageLog.module.css';
import { NewMessageAnnouncer } from './NewMessageAnnouncer';
import { PageRow } from './PageRow';
import { useLogScroll } from './useLogScroll';

/** A message that the reader has asked to be taken to; another object each time. */
export interface Target {
  readonly messageId: string;
}

interface MessageLogProps {
  title: string;
  /** The newest messages, and those on their way. */
  entries: readonly TimelineEntry[];
  /** What is shown in place of them, where the reader has jumped far back. */
  excerpt: readonly TimelineEntry[] | null;
  /** Of the viewer's participant. */
  ownId: string | undefined;
  /** The `seq` up to which the viewer had read before; null where that is not shown. */
  readUpTo: number | null;
  /** Whether nobody can write here any more. */
  isOver: boolean;
  /** How many others have read what the viewer said last; 0 where that is not shown. */
  seenBy: number;
  hasOlder: boolean;
  older: PageState;
  newer: PageState;
  onLoadOlder: () => void;
  onLoadNewer: () => void;
  onCloseExcerpt: () => void;
  target: Target | null;
  editing: (Editing & { readonly messageId: string }) | null;
  unsent: UnsentActions;
  /** Called with whether the newest message is in view. */
  onAtEnd: (isAtEnd: boolean) => void;
}

export function MessageLog(props: MessageLogProps) {
  const { title, entries, excerpt, ownId, readUpTo, older, newer, target, editing } = props;
  const text = useText(chatText);
  const messages = useText(messagesText);
  const logRef = useRef<HTMLDivElement>(null);
  const shown = excerpt ?? entries;
  const rows = useMemo(() => timelineRows(shown, { ownId, readUpTo }), [shown, ownId, readUpTo]);

  const { isAtEnd, scrollToEnd, scrollToElement } = useLogScroll(logRef, {
    content: rows,
    isLive: excerpt === null,
    // After a failure only the reader's own request tries again.
    onNearTop: () => {
      if (props.hasOlder && older === 'idle') props.onLoadOlder();
    },
    onNearEnd: () => {
      if (newer === 'idle') props.onLoadNewer();
    },
  });
  const isAtNewest = isAtEnd && excerpt === null;
  const unseen = useUnseen(entries, isAtNewest);
  const toNewest = () => {
    scrollToEnd();
    props.onCloseExcerpt();
  };
  useOwnMessagesInView(entries, toNewest);
  useTarget(target, rows, (messageId) => {
    const element = logRef.current?.querySelector<HTMLElement>(
      `[data-message="${CSS.escape(messageId)}"]`,
    );
    if (!element) return false;
    scrollToElement(element);
    element.focus({ preventScroll: true });
    return true;
  });
  useEffect(() => props.onAtEnd(isAtNewest));

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
        aria-busy={older === 'loading' || newer === 'loading'}
        tabIndex={0}
      >
        <ol className={styles.list}>
          {props.hasOlder && <PageRow which="older" state={older} onRetry={props.onLoadOlder} />}
          {rows.map((row) => (
            <MessageRow
              key={row.key}
              row={row}
              unsent={props.unsent}
              isTarget={isOfMessage(row, target?.messageId)}
              editing={isOfMessage(row, editing?.messageId) ? editing : null}
            />
          ))}
          {excerpt && <PageRow which="newer" state={newer} onRetry={props.onLoadNewer} />}
          {!excerpt && props.seenBy > 0 && entries.at(-1)?.kind === 'stored' && (
            <li className={styles.seen}>{messages.seenBy(props.seenBy)}</li>
          )}
        </ol>
        {rows.length === 0 && (
          <Notice
            icon="chat"
            title={text.room.empty.title}
            text={props.isOver ? text.room.emptyOver : text.room.empty.text}
          />
        )}
      </div>
      <NewMessageAnnouncer entries={entries} ownId={ownId} />
      {!isAtNewest && (
        <button
          type="button"
          className={styles.toNewest}
          onClick={() => {
            toNewest();
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

function isOfMessage(row: TimelineRow, messageId: string | undefined): boolean {
  if (messageId === undefined || row.kind !== 'entry') return false;
  return row.entry.kind === 'stored' && row.entry.message.id === messageId;
}

/** Goes to what was asked for, once it is among the rows. */
function useTarget(
  target: Target | null,
  rows: readonly TimelineRow[],
  goTo: (messageId: string) => boolean,
): void {
  const reached = useRef<Target>(null);
  const go = useEffectEvent(goTo);
  useEffect(() => {
    if (target && reached.current !== target && go(target.messageId)) reached.current = target;
  }, [target, rows]);
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
function useOwnMessagesInView(entries: readonly TimelineEntry[], showNewest: () => void): void {
  const unsentKeys = entries.flatMap((entry) => (entry.kind === 'unsent' ? [entry.key] : []));
  const newest = unsentKeys.at(-1);
  const show = useEffectEvent(showNewest);
  useEffect(() => {
    if (newest !== undefined) show();
  }, [newest]);
}
