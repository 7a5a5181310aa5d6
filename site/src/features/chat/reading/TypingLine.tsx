import { useText } from '../../../app/locale';
import { messagesText } from '../messages/messagesText';
import type { Participant } from '../timeline/timeline';
import styles from './TypingLine.module.css';

interface TypingLineProps {
  typing: readonly Participant[];
  ownId: string | undefined;
}

/** Who is writing. Always as tall, and never read out by itself: it changes too often to be listened to. */
export function TypingLine({ typing, ownId }: TypingLineProps) {
  const text = useText(messagesText);
  const names = typing.filter(({ id }) => id !== ownId).map(({ name }) => name);
  return (
    <p className={styles.typing} data-shown={names.length > 0}>
      {names.length > 0 && (
        <span className={styles.dots} aria-hidden="true">
          <i />
          <i />
          <i />
        </span>
      )}
      {text.typing(names)}
    </p>
  );
}
