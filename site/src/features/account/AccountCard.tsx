import type { ReactNode } from 'react';
import styles from './AccountCard.module.css';

interface AccountCardProps {
  title: string;
  lead?: string;
  children: ReactNode;
}

export function AccountCard({ title, lead, children }: AccountCardProps) {
  return (
    <div className={styles.page}>
      <div className={styles.card}>
        <h1>{title}</h1>
        {lead && <p className={styles.lead}>{lead}</p>}
        {children}
      </div>
    </div>
  );
}
