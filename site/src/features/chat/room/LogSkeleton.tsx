import { useText } from '../../../app/locale';
import { Skeleton } from '../../../ui/Skeleton';
import { chatText } from '../chatText';
import styles from './LogSkeleton.module.css';

const widths = ['58%', '34%', '70%', '46%', '62%'];

export function LogSkeleton() {
  const text = useText(chatText);
  return (
    <div className={styles.log} role="status">
      <span className="visuallyHidden">{text.room.loading}</span>
      {widths.map((width) => (
        <div key={width} className={styles.row}>
          <Skeleton width="38px" height="38px" isRound />
          <Skeleton width={width} height="2.6rem" />
        </div>
      ))}
    </div>
  );
}
