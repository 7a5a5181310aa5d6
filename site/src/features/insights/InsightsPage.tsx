import { useCmsQuery } from '../../api/useCmsQuery';
import { InsightsDocument, type StatFragment } from '../../apollo/generated/cms';
import { useText } from '../../app/locale';
import { Notice } from '../../ui/Notice';
import { Skeleton } from '../../ui/Skeleton';
import { Unreachable } from '../../ui/Unreachable';
import { useDocumentTitle } from '../../ui/useDocumentTitle';
import styles from './InsightsPage.module.css';
import { insightsText } from './insightsText';
import { StatBars } from './StatBars';
import { StatFigure } from './StatFigure';

export default function InsightsPage() {
  const text = useText(insightsText);
  const query = useCmsQuery(InsightsDocument);
  useDocumentTitle(text.title);
  return (
    <div className={styles.page}>
      <div className={styles.intro}>
        <h1>{text.title}</h1>
        <p>{text.lead}</p>
      </div>
      {query.status === 'loading' && <StatsLoading />}
      {query.status === 'failed' && <Unreachable onRetry={query.retry} />}
      {query.status === 'ready' && <StatsView stats={query.data.SiteStats?.docs ?? []} />}
    </div>
  );
}

function StatsView({ stats }: { stats: readonly StatFragment[] }) {
  const text = useText(insightsText);
  if (stats.length === 0) {
    return <Notice icon="chart" title={text.empty.title} text={text.empty.text} />;
  }
  return (
    <>
      <dl className={styles.cards}>
        {stats.map((stat) => (
          <div key={stat.key} className={styles.card}>
            <dt>
              {stat.label}
              {stat.source !== 'manual' && <span className={styles.live}>{text.live}</span>}
            </dt>
            <dd>
              <StatFigure stat={stat} />
            </dd>
          </div>
        ))}
      </dl>
      <StatBars stats={stats} />
    </>
  );
}

function StatsLoading() {
  const text = useText(insightsText);
  return (
    <div role="status">
      <span className="visuallyHidden">{text.loading}</span>
      <div className={styles.cards}>
        {[1, 2, 3, 4].map((number) => (
          <div key={number} className={styles.card}>
            <Skeleton width="8rem" />
            <Skeleton width="6rem" height="3rem" />
          </div>
        ))}
      </div>
    </div>
  );
}
