import type { ReactNode } from 'react';
import { useLocale, useText } from '../../../app/locale';
import { Avatar } from '../../../ui/Avatar';
import { AttachmentList } from '../attachments/AttachmentList';
import { chatText } from '../chatText';
import type { EntryRow } from '../timeline/rows';
import type { Message } from '../timeline/timeline';
import { EditForm } from './EditForm';
import { formatMoment, formatTime } from './formatTime';
import { useMessageActions } from './messageActions';
import styles from './MessageRow.module.css';
import { MessageText } from './MessageText';
import { MessageToolbar } from './MessageToolbar';
import { QuoteLine } from './QuoteLine';
import { ReactionBar } from './ReactionBar';
import { UnsentState, type UnsentActions } from './UnsentState';

/** A message whose text its author is writing anew. */
export interface Editing {
  readonly text: string;
  readonly onSave: (text: string) => void;
  readonly onCancel: () => void;
}

export interface SaidRowProps {
  row: EntryRow;
  unsent?: UnsentActions | undefined;
  /** True for the message that the reader has just jumped to. */
  isTarget?: boolean;
  editing?: Editing | null;
}

/** Something that somebody said, with what belongs to it. */
export function SaidRow({ row, unsent, isTarget = false, editing = null }: SaidRowProps) {
  const { entry } = row;
  if (entry.kind === 'unsent') {
    const { text, replyTo, attachments, failure } = entry.entry;
    return (
      <Frame row={row} author={null}>
        {replyTo && <QuoteLine quote={replyTo} />}
        <AttachmentList attachments={attachments} />
        {text !== '' && (
          <div className={failure ? styles.failedBubble : styles.bubble}>
            <MessageText text={text} />
          </div>
        )}
        <UnsentState entry={entry.entry} actions={unsent} />
      </Frame>
    );
  }
  const { message, quote } = entry;
  return (
    <Frame row={row} author={message.author} isTarget={isTarget}>
      {quote && message.text !== null && <QuoteLine quote={quote} />}
      {editing ? (
        <>
          <AttachmentList attachments={message.attachments} />
          <EditForm mayBeEmpty={message.attachments.length > 0} {...editing} />
        </>
      ) : (
        <div className={styles.line}>
          <div className={styles.body}>
            {message.text !== null && <AttachmentList attachments={message.attachments} />}
            <StoredBubble message={message} />
          </div>
          <MessageToolbar message={message} name={message.author?.name ?? ''} />
        </div>
      )}
      <ReactionBar message={message} />
    </Frame>
  );
}

interface FrameProps {
  row: EntryRow;
  author: Message['author'];
  isTarget?: boolean;
  children: ReactNode;
}

function Frame({ row, author, isTarget, children }: FrameProps) {
  const text = useText(chatText);
  const locale = useLocale();
  const name = row.isOwn || !author ? text.room.you : author.name;
  return (
    <li
      className={styles.said}
      data-entry={row.key}
      data-message={row.entry.kind === 'stored' ? row.entry.message.id : undefined}
      data-own={row.isOwn}
      data-first={row.isFirst}
      data-target={isTarget}
      tabIndex={-1}
    >
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
  const ownId = useMessageActions()?.ownId;
  if (message.text === null) {
    return (
      <p className={styles.gone}>
        {message.deletedAt ? text.room.deletedMessage : text.room.hiddenMessage}
      </p>
    );
  }
  const edited = message.editedAt && <span className={styles.edited}>{text.room.edited}</span>;
  if (message.text === '') return edited;
  return (
    <div className={styles.bubble} data-mentioned={message.mentions.some(({ id }) => id === ownId)}>
      <MessageText text={message.text} mentions={message.mentions} ownId={ownId} />
      {edited}
    </div>
  );
}
