import { useText } from './locale';
import styles from './PageLoading.module.css';
import { shellText } from './shellText';

/** While the code of a page is on its way: shown only when that takes long enough to be noticed. */
export function PageLoading() {
  const text = useText(shellText);
  return (
    <p className={styles.loading} role="status">
      <span className={styles.dots} aria-hidden="true">
        <i />
        <i />
        <i />
      </span>
      <span className="visuallyHidden">{text.loading}</span>
    </p>
  );
}
