import type { StatFragment } from '../../apollo/generated/cms';
import { useLocale, useText } from '../../app/locale';
import { comparableStats } from './comparableStats';
import { formatStatValue } from './formatStatValue';
import { insightsText } from './insightsText';
import styles from './StatBars.module.css';

export function StatBars({ stats }: { stats: readonly StatFragment[] }) {
  const text = useText(insightsText);
  const locale = useLocale();
  return comparableStats(stats).map((group) => (
    <section key={group.unit} className={styles.group}>
      <h2>{group.unit ? text.sideIn(group.unit) : text.side}</h2>
      <dl className={styles.bars}>
        {group.stats.map((stat) => (
          <div key={stat.key} className={styles.row}>
            <dt>{stat.label}</dt>
            <dd>
              <span
                className={styles.bar}
                style={{ inlineSize: `${(stat.value / group.largest) * 100}%` }}
              />
              <span className={styles.value}>{formatStatValue(stat.value, locale)}</span>
            </dd>
          </div>
        ))}
      </dl>
    </section>
  ));
}
