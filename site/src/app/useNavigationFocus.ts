import { useEffect, useRef, type RefObject } from 'react';
import { useLocation } from 'wouter';

/**
 * What a browser does when a page loads, for pages that change without loading: the view begins at the top
 * (or at the #fragment), and keyboard and screen reader go on from the new content. Going back keeps the place.
 */
export function useNavigationFocus(mainRef: RefObject<HTMLElement | null>): void {
  const [location] = useLocation();
  const previous = useRef(location);
  const wentBack = useRef(false);

  useEffect(() => {
    const onPopState = () => {
      wentBack.current = true;
    };
    window.addEventListener('popstate', onPopState);
    return () => window.removeEventListener('popstate', onPopState);
  }, []);

  useEffect(() => {
    if (previous.current === location) return;
    previous.current = location;
    if (!wentBack.current) {
      const { hash } = window.location;
      if (hash) document.getElementById(hash.slice(1))?.scrollIntoView();
      else window.scrollTo({ top: 0, behavior: 'instant' });
      mainRef.current?.focus({ preventScroll: true });
    }
    wentBack.current = false;
  }, [location, mainRef]);
}
