import { useEffect, useRef } from 'react';
import { useText } from '../../app/locale';
import { buttonClass } from '../../ui/buttonClass';
import { Icon } from '../../ui/Icon';
import styles from './EndedBar.module.css';
import type { EndReason } from './match';
import { randomText } from './randomText';

interface EndedBarProps {
  reason: EndReason;
  onNext: () => void;
  onReport: () => void;
  onBlock: () => void;
  onStop: () => void;
}

/** In milliseconds: an Enter that was meant to send something must not look for somebody else. */
const focusAfter = 700;

/** Stands in the composer's place once a session is over: why, and what now. Enter finds somebody else. */
export function EndedBar({ reason, onNext, onReport, onBlock, onStop }: EndedBarProps) {
  const text = useText(randomText);
  const { title, text: explanation } = text.ended.endings[reason];
  const nextRef = useRef<HTMLButtonElement>(null);

  useEffect(() => {
    const timer = setTimeout(() => {
      // Whoever has gone to read something, or to report it, stays there.
      if (document.activeElement === document.body) nextRef.current?.focus();
    }, focusAfter);
    return () => clearTimeout(timer);
  }, []);

  return (
    <div className={styles.bar}>
      <h2 className={styles.title}>{title}</h2>
      <p className={styles.text}>{explanation}</p>
      <div className={styles.actions}>
        <button ref={nextRef} type="button" className={buttonClass('primary')} onClick={onNext}>
          <Icon name="shuffle" />
          {text.ended.next}
        </button>
        <button type="button" className={buttonClass('secondary')} onClick={onReport}>
          <Icon name="flag" size={18} />
          {text.talk.report}
        </button>
        {reason !== 'BLOCKED' && (
          <button type="button" className={buttonClass('secondary')} onClick={onBlock}>
            <Icon name="ban" size={18} />
            {text.talk.block}
          </button>
        )}
        <button type="button" className={buttonClass('quiet')} onClick={onStop}>
          {text.ended.stop}
        </button>
      </div>
    </div>
  );
}
