import type { ReactNode } from 'react';
import { Icon, type IconName } from './Icon';
import styles from './Notice.module.css';

interface NoticeProps {
  icon: IconName;
  title: string;
  text?: string;
  /** What can be done about it. */
  children?: ReactNode;
}

/** Stands where content would be: nothing there yet, or not to be had. */
export function Notice({ icon, title, text, children }: NoticeProps) {
  return (
    <div className={styles.notice}>
      <span className={styles.icon}>
        <Icon name={icon} size={26} />
      </span>
      <h2 className={styles.title}>{title}</h2>
      {text && <p className={styles.text}>{text}</p>}
      {children && <div className={styles.actions}>{children}</div>}
    </div>
  );
}
