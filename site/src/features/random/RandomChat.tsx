import { useRef, type Ref } from 'react';
import { useText } from '../../app/locale';
import { PageLoading } from '../../app/PageLoading';
import { Unreachable } from '../../ui/Unreachable';
import { useDocumentTitle } from '../../ui/useDocumentTitle';
import { ConnectionBanner } from '../chat/room/ConnectionBanner';
import { BarredNotice } from './BarredNotice';
import { DeclinedNotice } from './DeclinedNotice';
import { Entrance } from './Entrance';
import type { Match } from './match';
import { MatchAnnouncer } from './MatchAnnouncer';
import styles from './RandomChat.module.css';
import type { RandomMatch } from './RandomMatch';
import { randomText } from './randomText';
import { RulesCard } from './RulesCard';
import { SessionView } from './SessionView';
import { SupersededNotice } from './SupersededNotice';
import { useHeadingFocus } from './useHeadingFocus';
import { WaitingCard } from './WaitingCard';
import { WishForm } from './WishForm';

interface RandomChatProps {
  match: Match;
  /** Null while nobody is signed in. */
  actions: RandomMatch | null;
}

/** The random match: what is on the page is what its state says, one thing at a time. */
export function RandomChat({ match, actions }: RandomChatProps) {
  const stageRef = useRef<HTMLDivElement>(null);
  useHeadingFocus(stageRef, match.phase);
  const isTalk = match.phase === 'talking' || match.phase === 'ended';
  return (
    <>
      <MatchAnnouncer match={match} />
      {isTalk && actions ? (
        <SessionView key={match.session.id} match={match} actions={actions} />
      ) : (
        <Stage ref={stageRef} match={match} actions={actions} />
      )}
    </>
  );
}

/** All that is on the page before and between the conversations. */
function Stage({ ref, match, actions }: RandomChatProps & { ref: Ref<HTMLDivElement> }) {
  const text = useText(randomText);
  useDocumentTitle(match.phase === 'waiting' ? text.waiting.title : text.title);
  return (
    <div ref={ref} className={styles.stage} data-phase={match.phase}>
      {match.phase === 'waiting' && <ConnectionBanner refusal={null} />}
      {match.phase === 'signedOut' && <Entrance />}
      {actions && <Step match={match} actions={actions} />}
    </div>
  );
}

function Step({ match, actions }: { match: Match; actions: RandomMatch }) {
  switch (match.phase) {
    case 'checking':
      if (!match.refusal) return <PageLoading />;
      return <Unreachable onRetry={() => void actions.check()} />;
    case 'rules':
      return <RulesCard rules={match.rules} refusal={match.refusal} actions={actions} />;
    case 'declined':
      return <DeclinedNotice onReopen={() => actions.readRules()} />;
    case 'form':
      return <WishForm match={match} onStart={(wish) => actions.start(wish)} />;
    case 'waiting':
      return <WaitingCard match={match} onStop={() => actions.stop()} />;
    case 'superseded':
      return <SupersededNotice onTakeOver={() => void actions.takeOver()} />;
    case 'barred':
      return <BarredNotice why={match.why} until={match.until} onRetry={() => actions.start()} />;
    default:
      return null;
  }
}
