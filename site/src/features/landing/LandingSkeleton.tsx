import { useText } from '../../app/locale';
import { Skeleton } from '../../ui/Skeleton';
import { landingText } from './landingText';
import styles from './LandingSkeleton.module.css';

/** The outline of a hero and a row of features. */
export function LandingSkeleton() {
  const text = useText(landingText);
  return (
    <div className={styles.page} role="status">
      <span className="visuallyHidden">{text.loading}</span>
      <div className={styles.hero}>
        <Skeleton width="9rem" />
        <Skeleton height="clamp(2.4rem, 6vw, 4rem)" />
        <Skeleton width="70%" height="clamp(2.4rem, 6vw, 4rem)" />
        <Skeleton width="90%" />
        <Skeleton width="60%" />
        <Skeleton width="10rem" height="2.75rem" />
      </div>
      <div className={styles.features}>
        <Skeleton height="11rem" />
        <Skeleton height="11rem" />
        <Skeleton height="11rem" />
      </div>
    </div>
  );
}
