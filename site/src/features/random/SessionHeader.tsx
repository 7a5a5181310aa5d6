import type { ReactNode } from 'react';
import { useText } from '../../app/locale';
import { Alert } from '../../ui/Alert';
import { Avatar } from '../../ui/Avatar';
import { buttonClass } from '../../ui/buttonClass';
import { Icon, type IconName } from '../../ui/Icon';
import { chatText } from '../chat/chatText';
import { useCountdown } from '../chat/composer/useCountdown';
import { refusalText } from '../chat/refusalText';
import type { Match, Talking } from './match';
import { randomText } from './randomText';
import styles from './SessionHeader.module.css';

interface SessionHeaderProps {
  match: Extract<Match, { phase: 'talking' | 'ended' }>;
  onNext: () => void;
  onStop: () => void;
  onReport: () => void;
  onBlock: () => void;
}

/** Who it is, whether they are there, and all that can be done about them: each one click away. */
export function SessionHeader(props: SessionHeaderProps) {
  const { match } = props;
  const text = useText(randomText).talk;
  const { partner } = match.session;
  return (
    <>
      <header className={styles.header} data-over={match.phase === 'ended'}>
        <Avatar name={partner.name} seed={partner.id} size={40} />
        <div className={styles.words}>
          <h1 className={styles.name}>{partner.name}</h1>
          <Standing match={match} />
        </div>
        {match.phase === 'talking' && (
          <div role="group" aria-label={text.tools} className={styles.tools}>
            <Tool icon="flag" label={text.report} onClick={props.onReport} />
            <Tool icon="ban" label={text.block} onClick={props.onBlock} />
            <Tool
              icon="exit"
              label={text.stop}
              isBusy={match.leaving !== null}
              onClick={props.onStop}
            />
            <button
              type="button"
              className={`${buttonClass('primary', 'small')} ${styles.next}`}
              title={text.nextTitle}
              aria-keyshortcuts="Escape"
              disabled={match.leaving !== null}
              onClick={props.onNext}
            >
              <Icon name="shuffle" size={18} />
              {text.next}
              <kbd aria-hidden="true" className={styles.key}>
                Esc Esc
              </kbd>
            </button>
          </div>
        )}
      </header>
      {match.phase === 'talking' && match.refusal && <LeavingRefused match={match} />}
    </>
  );
}

/** What the two have in common, or that the other one is away. */
function Standing({ match }: Pick<SessionHeaderProps, 'match'>): ReactNode {
  const text = useText(randomText).talk;
  const { sharedInterests } = match.session;
  const awayUntil = match.phase === 'talking' ? match.awayUntil : null;
  const secondsLeft = useCountdown(awayUntil);
  if (awayUntil !== null) {
    return (
      <p className={styles.away}>{secondsLeft > 0 ? text.away(secondsLeft) : text.awayOver}</p>
    );
  }
  if (sharedInterests.length === 0) return <p className={styles.shared}>{text.nothingShared}</p>;
  return (
    <div className={styles.shared}>
      {text.shared}
      <ul aria-label={text.shared}>
        {sharedInterests.map((interest) => (
          <li key={interest}>{interest}</li>
        ))}
      </ul>
    </div>
  );
}

interface ToolProps {
  icon: IconName;
  label: string;
  isBusy?: boolean;
  onClick: () => void;
}

/** On a phone its drawing alone is shown. */
function Tool({ icon, label, isBusy = false, onClick }: ToolProps) {
  return (
    <button
      type="button"
      className={`${buttonClass('quiet', 'small')} ${styles.tool}`}
      title={label}
      disabled={isBusy}
      onClick={onClick}
    >
      <Icon name={icon} size={18} />
      <span>{label}</span>
    </button>
  );
}

function LeavingRefused({ match }: { match: Talking }) {
  const text = useText(randomText).talk;
  const chat = useText(chatText);
  if (!match.refusal) return null;
  return (
    <Alert>
      {text.leavingFailed} {refusalText(match.refusal, chat)}
    </Alert>
  );
}
