import { useState } from 'react';
import { useText } from '../../app/locale';
import type { Match } from './match';
import { randomText } from './randomText';

/** Tells screen readers what the eye sees at once: that somebody came, went away, is back or has left. */
export function MatchAnnouncer({ match }: { match: Match }) {
  const text = useText(randomText);
  const [told, setTold] = useState<{ match: Match; said: string }>({ match, said: '' });

  if (told.match !== match) {
    const said = announcement(told.match, match, text);
    setTold({ match, said: said ?? told.said });
  }

  return (
    <p className="visuallyHidden" role="status">
      {told.said}
    </p>
  );
}

/** @returns null where nothing is new to say */
function announcement(
  before: Match,
  now: Match,
  { ended, talk, waiting }: (typeof randomText)['en'],
): string | null {
  if (now.phase === 'ended') {
    if (before.phase === 'ended') return null;
    const { title, text } = ended.endings[now.reason];
    return `${title}. ${text}`;
  }
  if (now.phase === 'waiting') return before.phase === 'talking' ? waiting.title : null;
  if (now.phase !== 'talking') return now.phase === before.phase ? null : '';
  const { name } = now.session.partner;
  if (before.phase !== 'talking' || before.session.id !== now.session.id) {
    return talk.announceArrived(name, now.session.sharedInterests);
  }
  if (before.awayUntil === null && now.awayUntil !== null) return talk.announceAway(name);
  if (before.awayUntil !== null && now.awayUntil === null) return talk.announceBack(name);
  return null;
}
