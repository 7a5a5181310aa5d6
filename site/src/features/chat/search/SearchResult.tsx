import type { SearchMessagesQuery } from '../../../apollo/generated/chat';
import { useLocale } from '../../../app/locale';
import { formatRecent } from '../messages/formatTime';
import styles from './SearchPanel.module.css';
import { snippetOf } from './snippet';

interface SearchResultProps {
  message: SearchMessagesQuery['searchMessages']['edges'][number]['node'];
  search: string;
  onPick: () => void;
}

export function SearchResult({ message, search, onPick }: SearchResultProps) {
  const locale = useLocale();
  const words = message.text || message.attachments.map(({ filename }) => filename).join(', ');
  return (
    <button type="button" data-result="true" className={styles.result} onClick={onPick}>
      <span className={styles.heading}>
        <span className={styles.name}>{message.author?.name}</span>
        <time dateTime={message.createdAt}>
          {formatRecent(new Date(message.createdAt), locale)}
        </time>
      </span>
      <span>
        {snippetOf(words, search).map((part, index) =>
          part.isMatch ? <mark key={index}>{part.text}</mark> : part.text,
        )}
      </span>
    </button>
  );
}
