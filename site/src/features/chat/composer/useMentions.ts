import { useId, useState, type KeyboardEvent } from 'react';
import type { Participant } from '../timeline/timeline';
import { completeMention, matchingPeople, mentionAt } from './mentionAt';
import { useCandidates } from './useCandidates';

/** How many people are offered at a time. */
const mostOffered = 6;

interface UseMentionsOptions {
  roomId: string;
  ownId: string | undefined;
  draft: string;
  caret: number;
  onComplete: (text: string, caret: number) => void;
}

export interface Mentions {
  readonly listId: string;
  readonly people: readonly Participant[];
  readonly active: number;
  readonly optionId: (index: number) => string;
  readonly pick: (person: Participant) => void;
  /** Returns true for a key that it has taken. */
  readonly onKeyDown: (event: KeyboardEvent) => boolean;
}

/** Offers the people of a room while an `@` is being written. */
export function useMentions(options: UseMentionsOptions): Mentions {
  const { roomId, ownId, draft, caret, onComplete } = options;
  const listId = useId();
  const query = mentionAt(draft, caret);
  const [chosen, setChosen] = useState({ typed: '', index: 0 });
  const [dismissedAt, setDismissedAt] = useState<number | null>(null);
  const isWanted = query !== null && dismissedAt !== query.at;
  if (query === null && dismissedAt !== null) setDismissedAt(null);

  const candidates = useCandidates(roomId, isWanted ? query.typed : null);
  const people = isWanted
    ? matchingPeople(
        candidates.filter(({ id }) => id !== ownId),
        query.typed,
        mostOffered,
      )
    : [];
  const active = query?.typed === chosen.typed ? Math.min(chosen.index, people.length - 1) : 0;

  const pick = ({ name }: Participant) => {
    if (!query) return;
    const completed = completeMention(draft, query, name);
    onComplete(completed.text, completed.caret);
  };

  const onKeyDown = (event: KeyboardEvent): boolean => {
    const person = people[active];
    if (!query || !person) return false;
    const move = (step: number) =>
      setChosen({
        typed: query.typed,
        index: (active + step + people.length) % people.length,
      });
    if (event.key === 'ArrowDown') move(1);
    else if (event.key === 'ArrowUp') move(-1);
    else if (event.key === 'Enter' || event.key === 'Tab') pick(person);
    else if (event.key === 'Escape') setDismissedAt(query.at);
    else return false;
    event.preventDefault();
    return true;
  };

  return { listId, people, active, optionId: (index) => `${listId}-${index}`, pick, onKeyDown };
}
