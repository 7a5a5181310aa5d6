import { useText } from '../../../app/locale';
import { chatText } from '../chatText';
import type { Message } from '../timeline/timeline';
import { useMessageActions } from './messageActions';
import { messagesText } from './messagesText';
import styles from './ReactionBar.module.css';

/** How many people are named before the rest is counted. */
const mostNames = 8;

export function ReactionBar({ message }: { message: Message }) {
  const text = useText(messagesText);
  const actions = useMessageActions();
  const nameThem = useNames();
  if (message.reactions.length === 0) return null;
  return (
    <ul className={styles.reactions} aria-label={text.reactions.label}>
      {message.reactions.map(({ emoji, count, participantIds }) => {
        const isOwn = actions?.ownId !== undefined && participantIds.includes(actions.ownId);
        const who = text.reactions.who(emoji, nameThem(participantIds, count));
        return (
          <li key={emoji}>
            <button
              type="button"
              className={styles.reaction}
              aria-pressed={isOwn}
              aria-label={who}
              title={who}
              disabled={!actions?.mayAnswer}
              onClick={() => actions?.change(message, { kind: isOwn ? 'unreact' : 'react', emoji })}
            >
              <span className={styles.emoji}>{emoji}</span>
              {count.toLocaleString()}
            </button>
          </li>
        );
      })}
    </ul>
  );
}

/** Names the viewer first, then whom the room knows; the rest is a number. */
function useNames() {
  const text = useText(messagesText);
  const you = useText(chatText).room.you;
  const actions = useMessageActions();
  return (participantIds: readonly string[], count: number): string => {
    const own = participantIds.filter((id) => id === actions?.ownId).map(() => you);
    const others = participantIds
      .filter((id) => id !== actions?.ownId)
      .flatMap((id) => actions?.nameOf(id) ?? []);
    const names = [...own, ...others].slice(0, mostNames);
    const rest = count - names.length;
    if (names.length === 0) return text.reactions.onlyOthers(rest);
    return rest > 0 ? text.reactions.others(names.join(', '), rest) : names.join(', ');
  };
}
