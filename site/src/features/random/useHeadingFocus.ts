import { useEffect, useRef, type RefObject } from 'react';
import type { Match } from './match';

/**
 * Where one step takes the place of another, keyboard and screen reader go on from the new one's heading. Not from
 * that of the first one: then the page has the focus.
 * @param ref what holds the step; null where it looks after the focus itself
 */
export function useHeadingFocus(ref: RefObject<HTMLElement | null>, phase: Match['phase']): void {
  const shown = useRef<Match['phase']>(null);
  useEffect(() => {
    // Nothing is there to read yet.
    if (phase === 'checking' || shown.current === phase) return;
    const isFirst = shown.current === null;
    shown.current = phase;
    const heading = ref.current?.querySelector<HTMLElement>('h1');
    if (isFirst || !heading) return;
    heading.tabIndex = -1;
    heading.focus({ preventScroll: true });
  }, [ref, phase]);
}
