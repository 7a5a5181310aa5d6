import { useLocale, useText } from '../../../app/locale';
import { formatUntil } from '../messages/formatTime';
import { composerText } from './composerText';
import styles from './MutedBar.module.css';

/** Stands in the composer's place for who is muted. @param until in milliseconds since 1970 */
export function MutedBar({ until }: { until: number }) {
  const text = useText(composerText);
  const locale = useLocale();
  return (
    <div className={styles.bar} role="status">
      {text.muted(formatUntil(new Date(until), locale))}
    </div>
  );
}
