import { useEffect, useState } from 'react';
import { useLocale, useText } from '../../app/locale';
import { buttonClass } from '../../ui/buttonClass';
import { AccountCard } from '../account/AccountCard';
import type { Match } from './match';
import { randomText } from './randomText';
import styles from './WaitingCard.module.css';
import { rememberedWish } from './wish';

interface WaitingCardProps {
  match: Extract<Match, { phase: 'waiting' }>;
  onStop: () => void;
}

/** How many wait, how long it has been, and a way out. */
export function WaitingCard({ match, onStop }: WaitingCardProps) {
  const { waiting, since, refusal } = match;
  const text = useText(randomText).waiting;
  const locale = useLocale();
  const [{ interests }] = useState(() => rememberedWish(locale));

  const count = () => {
    if (refusal) return text.trouble;
    if (waiting === null) return text.entering;
    return waiting > 1 ? text.count(waiting - 1) : text.alone;
  };

  return (
    <AccountCard title={text.title}>
      <div className={styles.waiting}>
        <div className={styles.drawing} aria-hidden="true">
          <i />
          <i />
        </div>
        <p role="status" className={styles.count}>
          {count()}
        </p>
        <p className={styles.elapsed}>
          {text.elapsed} <Elapsed since={since} />
        </p>
        {interests.length > 0 && (
          <ul className={styles.interests} aria-label={text.yourInterests}>
            {interests.map((interest) => (
              <li key={interest}>{interest}</li>
            ))}
          </ul>
        )}
        <p className={styles.order}>{text.order}</p>
        <button type="button" className={buttonClass('secondary')} onClick={onStop}>
          {text.stop}
        </button>
      </div>
    </AccountCard>
  );
}

/** Minutes and seconds since a moment, which no screen reader reads out by itself. @param since in milliseconds since 1970 */
function Elapsed({ since }: { since: number }) {
  const [now, setNow] = useState(since);
  useEffect(() => {
    const tick = () => setNow(Date.now());
    tick();
    const timer = setInterval(tick, 1000);
    return () => clearInterval(timer);
  }, [since]);
  const seconds = Math.max(0, Math.floor((now - since) / 1000));
  const rest = String(seconds % 60).padStart(2, '0');
  return (
    <span role="timer" aria-live="off">
      {Math.floor(seconds / 60)}:{rest}
    </span>
  );
}
