import { memo } from 'react';
import { useLocale, useText } from '../../../app/locale';
import { isSameRow, type TimelineRow } from '../timeline/rows';
import { formatDay } from './formatTime';
import styles from './MessageRow.module.css';
import { messagesText } from './messagesText';
import { SaidRow, type SaidRowProps } from './SaidRow';

type MessageRowProps = Omit<SaidRowProps, 'row'> & { row: TimelineRow };

/** One item of the log: a day, a notice of the room, or something said. */
export const MessageRow = memo(
  Row,
  (a, b) =>
    a.unsent === b.unsent &&
    a.isTarget === b.isTarget &&
    a.editing === b.editing &&
    isSameRow(a.row, b.row),
);

function Row({ row, ...said }: MessageRowProps) {
  const locale = useLocale();
  const text = useText(messagesText);
  switch (row.kind) {
    case 'day':
      return (
        <li className={styles.day}>
          <time dateTime={row.date.toISOString()}>{formatDay(row.date, locale)}</time>
        </li>
      );
    case 'unread':
      return (
        <li className={styles.unread}>
          <span>{text.unread}</span>
        </li>
      );
    case 'blocked':
      return <li className={styles.blocked}>{text.blocked(row.count)}</li>;
    case 'entry':
      if (row.entry.kind === 'stored' && row.entry.message.kind === 'SYSTEM') {
        return <li className={styles.system}>{row.entry.message.text}</li>;
      }
      return <SaidRow row={row} {...said} />;
  }
}
