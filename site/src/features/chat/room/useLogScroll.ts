import {
  useEffect,
  useEffectEvent,
  useLayoutEffect,
  useRef,
  useState,
  type RefObject,
} from 'react';

/** In CSS pixels: nearer to the end than this counts as being there. */
const endTolerance = 48;
/** In CSS pixels: nearer to the top than this, older messages are wanted, and newer ones at the end. */
const reach = 600;

interface LogScrollOptions {
  /** Changes with every change of what the log shows. */
  content: unknown;
  /** False where newer messages are not shown: then the end of the log is not the end. */
  isLive: boolean;
  /** Called whenever the reader is near the oldest message shown. */
  onNearTop: () => void;
  /** Called whenever the reader is near the newest one of those that are not live. */
  onNearEnd: () => void;
}

/**
 * Keeps the reader's place in a log: at its end where they were there, else at the message they are looking at,
 * whatever is put before it. The browser's own scroll anchoring does not do that at the very top, nor in Safari.
 */
export function useLogScroll(
  logRef: RefObject<HTMLElement | null>,
  { content, isLive, onNearTop, onNearEnd }: LogScrollOptions,
) {
  const [isAtEnd, setIsAtEnd] = useState(true);
  const wasAtEndRef = useRef(true);
  const anchorRef = useRef<{ element: HTMLElement; top: number } | null>(null);

  const rememberPlace = useEffectEvent((log: HTMLElement) => {
    const element = firstVisibleEntry(log);
    anchorRef.current = element && { element, top: element.offsetTop };
    if (log.scrollTop < reach) onNearTop();
    if (!isLive && distanceToEnd(log) < reach) onNearEnd();
  });

  const restorePlace = useEffectEvent((log: HTMLElement) => {
    const anchor = anchorRef.current;
    // The end of an excerpt is not where a reader was who jumps there from the end.
    if (!isLive) wasAtEndRef.current = false;
    if (wasAtEndRef.current) log.scrollTop = log.scrollHeight;
    else if (anchor?.element.isConnected) log.scrollTop += anchor.element.offsetTop - anchor.top;
    rememberPlace(log);
  });

  const followReader = useEffectEvent((log: HTMLElement) => {
    wasAtEndRef.current = isLive && distanceToEnd(log) < endTolerance;
    setIsAtEnd(wasAtEndRef.current);
    rememberPlace(log);
  });

  useLayoutEffect(() => {
    if (logRef.current) restorePlace(logRef.current);
  }, [logRef, content]);

  useEffect(() => {
    const log = logRef.current;
    if (!log) return;
    const onScroll = () => followReader(log);
    log.addEventListener('scroll', onScroll, { passive: true });
    // The window, a keyboard that slides in, and text that wraps anew change heights as well.
    const observer = new ResizeObserver(() => restorePlace(log));
    observer.observe(log);
    if (log.firstElementChild) observer.observe(log.firstElementChild);
    return () => {
      log.removeEventListener('scroll', onScroll);
      observer.disconnect();
    };
  }, [logRef]);

  const scrollToEnd = () => {
    const log = logRef.current;
    wasAtEndRef.current = true;
    if (log) log.scrollTop = log.scrollHeight;
  };

  /** Puts something in the middle of what is seen. */
  const scrollToElement = (element: HTMLElement) => {
    const log = logRef.current;
    if (!log) return;
    wasAtEndRef.current = false;
    // What is loaded before the browser tells of the scrolling must not push it away.
    anchorRef.current = { element, top: element.offsetTop };
    log.scrollTop = element.offsetTop - (log.clientHeight - element.offsetHeight) / 2;
  };

  return { isAtEnd, scrollToEnd, scrollToElement };
}

function distanceToEnd(log: HTMLElement): number {
  return log.scrollHeight - log.clientHeight - log.scrollTop;
}

/** Entries are in order, so that the first one in view is found by halving. */
function firstVisibleEntry(log: HTMLElement): HTMLElement | null {
  const entries = log.querySelectorAll<HTMLElement>('[data-entry]');
  let low = 0;
  let high = entries.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const entry = entries[middle];
    if (entry && entry.offsetTop + entry.offsetHeight > log.scrollTop) high = middle;
    else low = middle + 1;
  }
  return entries[low] ?? null;
}
