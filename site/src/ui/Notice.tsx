import type { ReactNode } from 'react';
import { Icon, type IconName } from './Icon';
import styles from './Notice.module.css';

interface NoticeProps {
  icon: IconName;
  title: string;
  text?: string;
  /** 1 where it is all the page says. */
  level?: 1 | 2;
  /** What can be done about it. */
  children?: ReactNode;
}

/** Stands where content would be: nothing there yet, or not to be had. */
export function Notice({ icon, title, text, level = 2, children }: NoticeProps) {
  const Heading = `h${level}` as const;
  return (
    <div className={styles.notice}>
      <span className={styles.icon}>
        <Icon name={icon} size={26} />
      </span>
      <Heading className={styles.title}>{title}</Heading>
      {text && <p className={styles.text}>{text}</p>}
      {children && <div className={styles.actions}>{children}</div>}
    </div>
  );
}
