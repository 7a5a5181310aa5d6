import {
  useEffect,
  useEffectEvent,
  useLayoutEffect,
  useRef,
  useState,
  type KeyboardEvent,
  type ReactNode,
} from 'react';
import { createPortal } from 'react-dom';
import styles from './Popup.module.css';

interface PopupProps {
  /** What it belongs to: it opens beside it, and gives the focus back to it. */
  anchor: HTMLElement;
  role: 'menu' | 'dialog';
  label: string;
  onClose: () => void;
  children: ReactNode;
}

/** In CSS pixels: the room left to the edges of the window. */
const margin = 8;

/**
 * A small window beside what opened it. The arrow keys go from button to button; Escape, Tab and a click elsewhere
 * close it, and so does scrolling its anchor out of sight: a log that follows new messages scrolls by itself, and
 * must not take it away. Render it for as long as it is open.
 */
export function Popup({ anchor, role, label, onClose, children }: PopupProps) {
  const popupRef = useRef<HTMLDivElement>(null);
  const [place, setPlace] = useState<{ left: number; top: number }>();
  const close = useEffectEvent(onClose);

  useLayoutEffect(() => {
    const popup = popupRef.current;
    if (!popup) return;
    setPlace(placeBeside(anchor.getBoundingClientRect(), popup.getBoundingClientRect()));
    buttonsOf(popup)[0]?.focus({ preventScroll: true });
    return () => {
      // Unless the focus has gone elsewhere meanwhile, such as to a field that a menu item opened.
      const isLost = !document.activeElement || document.activeElement === document.body;
      if (isLost || popup.contains(document.activeElement)) anchor.focus({ preventScroll: true });
    };
  }, [anchor]);

  useEffect(() => {
    const onPointerDown = ({ target }: PointerEvent) => {
      const isInside = target instanceof Node && popupRef.current?.contains(target);
      const isAnchor = target instanceof Node && anchor.contains(target);
      if (!isInside && !isAnchor) close();
    };
    const onScroll = ({ target }: Event) => {
      if (target instanceof Node && isOutOfSight(anchor, target)) close();
    };
    const onResize = () => close();
    document.addEventListener('pointerdown', onPointerDown);
    document.addEventListener('scroll', onScroll, { capture: true, passive: true });
    window.addEventListener('resize', onResize);
    return () => {
      document.removeEventListener('pointerdown', onPointerDown);
      document.removeEventListener('scroll', onScroll, { capture: true });
      window.removeEventListener('resize', onResize);
    };
  }, [anchor]);

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape' || event.key === 'Tab') {
      event.preventDefault();
      event.stopPropagation();
      onClose();
      return;
    }
    const step = steps[event.key];
    if (step === undefined || !popupRef.current) return;
    event.preventDefault();
    const buttons = buttonsOf(popupRef.current);
    const current = buttons.indexOf(document.activeElement as HTMLButtonElement);
    const next = typeof step === 'number' ? current + step : step === 'first' ? 0 : -1;
    buttons.at(next % buttons.length)?.focus();
  };

  return createPortal(
    <div
      ref={popupRef}
      role={role}
      aria-label={label}
      className={styles.popup}
      style={place ?? { visibility: 'hidden', left: 0, top: 0 }}
      onKeyDown={onKeyDown}
    >
      {children}
    </div>,
    document.body,
  );
}

const steps: Record<string, number | 'first' | 'last' | undefined> = {
  ArrowDown: 1,
  ArrowRight: 1,
  ArrowUp: -1,
  ArrowLeft: -1,
  Home: 'first',
  End: 'last',
};

/** Whether scrolling has moved an element out of what scrolled. */
function isOutOfSight(element: HTMLElement, scrolled: Node): boolean {
  if (!scrolled.contains(element)) return false;
  const { top, bottom } = element.getBoundingClientRect();
  const view =
    scrolled instanceof Element
      ? scrolled.getBoundingClientRect()
      : { top: 0, bottom: window.innerHeight };
  return bottom <= view.top || top >= view.bottom;
}

function buttonsOf(popup: HTMLElement): HTMLButtonElement[] {
  return [...popup.querySelectorAll<HTMLButtonElement>('button:not(:disabled)')];
}

/** Above its anchor where there is space, else below; never beyond the window. */
function placeBeside(anchor: DOMRect, popup: DOMRect): { left: number; top: number } {
  const above = anchor.top - popup.height - margin / 2;
  const below = Math.min(anchor.bottom + margin / 2, window.innerHeight - popup.height - margin);
  const left = Math.min(anchor.right - popup.width, window.innerWidth - popup.width - margin);
  return { left: Math.max(left, margin), top: Math.max(above >= margin ? above : below, margin) };
}
