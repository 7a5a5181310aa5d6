import { Link } from 'wouter';
import { useText } from '../../../app/locale';
import { Icon } from '../../../ui/Icon';
import { StatFigure } from '../../insights/StatFigure';
import type { HeadingLevel } from '../BlockView';
import { landingText } from '../landingText';
import { BlockIntro } from './BlockIntro';
import styles from './Stats.module.css';
import type { BlockOf } from './types';

export function Stats({ block, level }: { block: BlockOf<'StatsBlock'>; level: HeadingLevel }) {
  const text = useText(landingText);
  return (
    <div className={styles.band}>
      <div className={styles.inner}>
        <BlockIntro level={level} heading={block.heading} text={block.text} />
        <dl className={styles.stats}>
          {block.stats?.map((stat) => (
            <div key={stat.key} className={styles.stat}>
              <dt>{stat.label}</dt>
              <dd>
                <StatFigure stat={stat} />
              </dd>
            </div>
          ))}
        </dl>
        <Link href="/insights" className={styles.more}>
          {text.allInsights}
          <Icon name="arrow" />
        </Link>
      </div>
    </div>
  );
}
