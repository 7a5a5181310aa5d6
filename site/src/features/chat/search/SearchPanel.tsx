import { skipToken, useQuery } from '@apollo/client/react';
import { useEffect, useRef, useState, type KeyboardEvent } from 'react';
import { SearchMessagesDocument } from '../../../apollo/generated/chat';
import { useText } from '../../../app/locale';
import { Alert } from '../../../ui/Alert';
import { buttonClass } from '../../../ui/buttonClass';
import { Icon } from '../../../ui/Icon';
import { useDelayed } from '../rooms/useDelayed';
import { useRefusalWords } from '../useRefusalWords';
import styles from './SearchPanel.module.css';
import { SearchResult } from './SearchResult';
import { searchText } from './searchText';

interface SearchPanelProps {
  roomId: string;
  onPick: (messageId: string) => void;
  onClose: () => void;
}

/** A search begins this long after the last key, in milliseconds. */
const searchDelay = 300;

/** Finds what was said in a room. Arrow keys go through what was found, Escape closes it. */
export function SearchPanel({ roomId, onPick, onClose }: SearchPanelProps) {
  const text = useText(searchText);
  const refusalWords = useRefusalWords();
  const [typed, setTyped] = useState('');
  const search = useDelayed(typed.trim(), searchDelay);
  const inputRef = useRef<HTMLInputElement>(null);
  const panelRef = useRef<HTMLElement>(null);
  const query = useQuery(
    SearchMessagesDocument,
    search ? { variables: { roomId, text: search }, fetchPolicy: 'network-only' } : skipToken,
  );
  const found = search ? query.data?.searchMessages : undefined;

  useEffect(() => inputRef.current?.focus(), []);

  const showMore = () => {
    void query.fetchMore({
      variables: { after: found?.pageInfo.endCursor ?? null },
      updateQuery: (previous, { fetchMoreResult }) => ({
        searchMessages: {
          ...fetchMoreResult.searchMessages,
          edges: [...previous.searchMessages.edges, ...fetchMoreResult.searchMessages.edges],
        },
      }),
    });
  };

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape') {
      event.preventDefault();
      onClose();
      return;
    }
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step === 0 || !panelRef.current) return;
    event.preventDefault();
    const stops = [
      ...panelRef.current.querySelectorAll<HTMLElement>('input, [data-result="true"]'),
    ];
    const current = stops.findIndex((stop) => stop === document.activeElement);
    stops[Math.min(Math.max(current + step, 0), stops.length - 1)]?.focus();
  };

  const status = () => {
    if (!search) return text.hint;
    if (found?.edges.length) return text.found(found.edges.length, found.pageInfo.hasNextPage);
    if (query.loading || search !== typed.trim()) return text.searching;
    return query.error ? '' : text.none(search);
  };

  return (
    <section
      ref={panelRef}
      className={styles.panel}
      data-beside="true"
      aria-label={text.title}
      onKeyDown={onKeyDown}
    >
      <div className={styles.top}>
        <div className={styles.field}>
          <Icon name="search" size={18} />
          <input
            ref={inputRef}
            type="search"
            value={typed}
            maxLength={100}
            placeholder={text.title}
            aria-label={text.field}
            onChange={({ target }) => setTyped(target.value)}
          />
        </div>
        <button
          type="button"
          className={buttonClass('quiet', 'round')}
          aria-label={text.close}
          onClick={onClose}
        >
          <Icon name="close" />
        </button>
      </div>
      <p role="status" className={styles.status}>
        {status()}
      </p>
      <Alert>{search && query.error && refusalWords(query.error)}</Alert>
      <ol className={styles.results}>
        {found?.edges.map(({ node }) => (
          <li key={node.id}>
            <SearchResult message={node} search={search} onPick={() => onPick(node.id)} />
          </li>
        ))}
      </ol>
      {found?.pageInfo.hasNextPage && (
        <button type="button" className={buttonClass('secondary', 'small')} onClick={showMore}>
          {text.more}
        </button>
      )}
    </section>
  );
}
