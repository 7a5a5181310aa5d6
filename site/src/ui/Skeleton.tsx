import styles from './Skeleton.module.css';

interface SkeletonProps {
  /** CSS lengths. */
  width?: string;
  height?: string;
  isRound?: boolean;
}

/** The grey shape of something that is still on its way. Its container says so to screen readers. */
export function Skeleton({ width = '100%', height = '1em', isRound = false }: SkeletonProps) {
  return (
    <span
      aria-hidden="true"
      className={styles.skeleton}
      style={{ width, height, ...(isRound && { borderRadius: '50%' }) }}
    />
  );
}
