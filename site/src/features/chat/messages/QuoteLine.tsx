import { useText } from '../../../app/locale';
import { chatText } from '../chatText';
import type { Quote } from '../timeline/timeline';
import { useMessageActions } from './messageActions';
import { messagesText } from './messagesText';
import styles from './QuoteLine.module.css';

/** The message that another answers: who said what, in a line. A click leads there. */
export function QuoteLine({ quote }: { quote: Quote }) {
  const actions = useMessageActions();
  const text = useText(messagesText);
  const name = useQuoteName(quote);
  if (!actions) {
    return (
      <p className={styles.quote}>
        <QuoteWords quote={quote} />
      </p>
    );
  }
  return (
    <button
      type="button"
      className={styles.quote}
      title={text.quote.jump(name)}
      onClick={() => actions.jumpTo(quote)}
    >
      <QuoteWords quote={quote} />
    </button>
  );
}

export function QuoteWords({ quote }: { quote: Quote }) {
  const text = useText(messagesText);
  const { room } = useText(chatText);
  const name = useQuoteName(quote);
  const hidden = quote.isBlocked ? text.blocked(1) : room.hiddenMessage;
  const gone = quote.deletedAt ? room.deletedMessage : hidden;
  return (
    <>
      <span className={styles.name}>{name}</span>{' '}
      <span className={styles.words} data-gone={quote.text === null}>
        {quote.text === null ? gone : quote.text || text.quote.attachment}
      </span>
    </>
  );
}

export function useQuoteName({ author }: Quote): string {
  const text = useText(messagesText);
  const { room } = useText(chatText);
  const actions = useMessageActions();
  if (!author) return text.quote.somebody;
  return author.id === actions?.ownId ? room.you : author.name;
}
