import { useEffect, useRef, type RefObject } from 'react';

/**
 * Where one step takes the place of another, keyboard and screen reader go on from the new one's heading. Not at
 * first: then the page has the focus.
 */
export function useHeadingFocus(ref: RefObject<HTMLElement | null>, step: string): void {
  const shown = useRef(step);
  useEffect(() => {
    if (shown.current === step) return;
    shown.current = step;
    const heading = ref.current?.querySelector<HTMLElement>('h1');
    if (!heading) return;
    heading.tabIndex = -1;
    heading.style.outline = 'none';
    heading.focus({ preventScroll: true });
  }, [ref, step]);
}
