import { useEffect, useEffectEvent, useState } from 'react';
import { isComposing } from '../chat/composer/isComposing';

/** Pressed twice within this time, in milliseconds, Escape goes on to the next person. */
const twiceWithinMs = 2000;

/** What has an Escape of its own. */
const open = 'dialog[open], [role="menu"], [role="dialog"], [role="listbox"]';

/**
 * Escape, pressed twice, calls `onNext`. Not the Escape that closes something, or ends what an input method
 * composes.
 * @returns true after the first one, while another would count
 */
export function useNextKey(onNext: () => void): boolean {
  const [armedAt, setArmedAt] = useState<number | null>(null);

  const onKeyDown = useEffectEvent((event: KeyboardEvent) => {
    if (event.key !== 'Escape' || event.repeat || event.defaultPrevented) return;
    if (isComposing({ nativeEvent: event }) || document.querySelector(open)) return;
    event.preventDefault();
    if (armedAt === null) {
      setArmedAt(event.timeStamp);
      return;
    }
    setArmedAt(null);
    onNext();
  });

  useEffect(() => {
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, []);

  useEffect(() => {
    if (armedAt === null) return;
    const timer = setTimeout(() => setArmedAt(null), twiceWithinMs);
    return () => clearTimeout(timer);
  }, [armedAt]);

  return armedAt !== null;
}
