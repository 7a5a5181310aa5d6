import { useText } from '../../../app/locale';
import { Icon } from '../../../ui/Icon';
import { QuoteWords, useQuoteName } from '../messages/QuoteLine';
import type { Quote } from '../timeline/timeline';
import { composerText } from './composerText';
import styles from './ReplyBar.module.css';

interface ReplyBarProps {
  quote: Quote;
  onCancel: () => void;
}

/** Which message the one being written answers. */
export function ReplyBar({ quote, onCancel }: ReplyBarProps) {
  const text = useText(composerText);
  const name = useQuoteName(quote);
  return (
    <div className={styles.reply}>
      <Icon name="reply" size={18} />
      <p className={styles.words}>
        <span className="visuallyHidden">{text.replyTo(name)}: </span>
        <QuoteWords quote={quote} />
      </p>
      <button type="button" aria-label={text.cancelReply} onClick={onCancel}>
        <Icon name="close" size={16} />
      </button>
    </div>
  );
}
