import { useText } from '../../../app/locale';
import { roomsText } from './roomsText';
import styles from './UnreadBadge.module.css';

/** Counted no further than this. */
const most = 99;

interface UnreadBadgeProps {
  count: number;
  hasMention: boolean;
}

export function UnreadBadge({ count, hasMention }: UnreadBadgeProps) {
  const text = useText(roomsText);
  if (count === 0) return null;
  return (
    <span className={styles.badges}>
      {hasMention && (
        <span className={styles.mention}>
          <span aria-hidden="true">@</span>
          <span className="visuallyHidden">{text.mention}</span>
        </span>
      )}
      <span className={styles.count}>
        <span aria-hidden="true">{count > most ? `${most}+` : count}</span>
        <span className="visuallyHidden">{text.unread(count)}</span>
      </span>
    </span>
  );
}
