import type { StatFragment } from '../../apollo/generated/cms';
import { useLocale } from '../../app/locale';
import { formatStatValue } from './formatStatValue';
import styles from './StatFigure.module.css';

/** A stat's value with its unit, in the size of the text around it. */
export function StatFigure({ stat }: { stat: StatFragment }) {
  const locale = useLocale();
  return (
    <span className={styles.figure}>
      {formatStatValue(stat.value, locale)}
      {stat.unit && <span className={styles.unit}>{stat.unit}</span>}
    </span>
  );
}
