import styles from './Logo.module.css';

export function Logo() {
  return (
    <span className={styles.logo}>
      <svg viewBox="0 0 32 32" width="30" height="30" aria-hidden="true">
        <path
          fill="var(--accent)"
          d="M16 2c7.7 0 14 5.6 14 12.6s-6.3 12.6-14 12.6c-1.6 0-3.1-.2-4.5-.7L5 30l1.2-6.1C3.6 21.6 2 18.3 2 14.6 2 7.6 8.3 2 16 2z"
        />
        <g fill="none" stroke="var(--on-accent)" strokeWidth="2.2" strokeLinecap="round">
          <path d="M10.5 14.500v.1M21.5 14.500v.1" strokeWidth="4.4" />
          <path d="M12.5 19a5 5 0 0 0 7 0" />
        </g>
      </svg>
      <span className={styles.name} lang="en">
        CoCo Chat
      </span>
    </span>
  );
}
