import type { ReactNode } from 'react';
import styles from './Alert.module.css';

/** What went wrong, said at once by screen readers too. Stands in the page before it has something to say. */
export function Alert({ children }: { children?: ReactNode }) {
  return (
    <p role="alert" className={styles.alert}>
      {children}
    </p>
  );
}
