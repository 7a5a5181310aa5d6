import { memo, type ReactNode } from 'react';
import type { OutboxEntry } from '../../../apollo/outboxStorage';
import { useLocale, useText } from '../../../app/locale';
import { Avatar } from '../../../ui/Avatar';
import { buttonClass } from '../../../ui/buttonClass';
import { Icon } from '../../../ui/Icon';
import { chatText } from '../chatText';
import type { Message } from '../timeline/timeline';
import { isSameRow, type TimelineRow } from '../timeline/rows';
import { formatDay, formatMoment, formatTime } from './formatTime';
import styles from './MessageRow.module.css';
import { MessageText } from './MessageText';

export interface UnsentActions {
  readonly onRetry: (clientMessageId: string) => void;
  readonly onDiscard: (clientMessageId: string) => void;
}

interface MessageRowProps {
  row: TimelineRow;
  unsent?: UnsentActions;
}

/** One item of the log: a day, a notice of the room, or something said. */
export const MessageRow = memo(Row, (a, b) => a.unsent === b.unsent && isSameRow(a.row, b.row));

function Row({ row, unsent }: MessageRowProps) {
  const locale = useLocale();
  if (row.kind === 'day') {
    return (
      <li className={styles.day}>
        <time dateTime={row.date.toISOString()}>{formatDay(row.date, locale)}</time>
      </li>
    );
  }
  const { entry } = row;
  if (entry.kind === 'unsent') {
    return (
      <Said row={row} author={null}>
        <div className={entry.entry.failure ? styles.failedBubble : styles.bubble}>
          <MessageText text={entry.entry.text} />
        </div>
        <UnsentState entry={entry.entry} actions={unsent} />
      </Said>
    );
  }
  if (entry.message.kind === 'SYSTEM') {
    return <li className={styles.system}>{entry.message.text}</li>;
  }
  return (
    <Said row={row} author={entry.message.author}>
      <StoredBubble message={entry.message} />
    </Said>
  );
}

interface SaidProps {
  row: Extract<TimelineRow, { kind: 'entry' }>;
  author: Message['author'];
  children: ReactNode;
}

function Said({ row, author, children }: SaidProps) {
  const text = useText(chatText);
  const locale = useLocale();
  const name = row.isOwn || !author ? text.room.you : author.name;
  return (
    <li className={styles.said} data-entry={row.key} data-own={row.isOwn} data-first={row.isFirst}>
      <div className={styles.side}>
        {row.isFirst && !row.isOwn && author && (
          <Avatar name={author.name} seed={author.id} size={38} />
        )}
      </div>
      <div className={styles.content}>
        <p className={row.isFirst ? styles.heading : 'visuallyHidden'}>
          <span className={styles.name}>{name}</span>
          {author && author.role !== 'MEMBER' && !row.isOwn && (
            <span className={styles.role}>
              {author.role === 'OWNER' ? text.room.owner : text.room.moderator}
            </span>
          )}
          <time dateTime={row.at.toISOString()} title={formatMoment(row.at, locale)}>
            {formatTime(row.at, locale)}
          </time>
        </p>
        {children}
      </div>
    </li>
  );
}

function StoredBubble({ message }: { message: Message }) {
  const text = useText(chatText);
  if (message.text === null) {
    return (
      <p className={styles.gone}>
        {message.deletedAt ? text.room.deletedMessage : text.room.hiddenMessage}
      </p>
    );
  }
  return (
    <div className={styles.bubble}>
      <MessageText text={message.text} />
      {message.editedAt && <span className={styles.edited}>{text.room.edited}</span>}
    </div>
  );
}

function UnsentState({
  entry,
  actions,
}: {
  entry: OutboxEntry;
  actions: UnsentActions | undefined;
}) {
  const text = useText(chatText);
  const { clientMessageId, failure } = entry;
  if (!failure) {
    return (
      <p className={styles.state}>
        <Icon name="clock" size={14} />
        {text.unsent.sending}
      </p>
    );
  }
  return (
    <div className={styles.failed}>
      <p role="alert">
        <Icon name="alert" size={16} />
        <span>
          {text.unsent.failed} {text.refusals[failure.code]}
        </span>
      </p>
      <button
        type="button"
        className={buttonClass('secondary', 'small')}
        onClick={() => actions?.onRetry(clientMessageId)}
      >
        {text.unsent.retry}
      </button>
      <button
        type="button"
        className={buttonClass('quiet', 'small')}
        onClick={() => actions?.onDiscard(clientMessageId)}
      >
        {text.unsent.discard}
      </button>
    </div>
  );
}
