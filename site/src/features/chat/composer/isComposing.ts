import type { KeyboardEvent } from 'react';

/**
 * True for a key that finishes a syllable rather than doing anything: Enter while Korean is being composed. Safari
 * ends the composition before it reports the key; there only the key code tells.
 */
export function isComposing({ nativeEvent }: Pick<KeyboardEvent, 'nativeEvent'>): boolean {
  // eslint-disable-next-line @typescript-eslint/no-deprecated
  return nativeEvent.isComposing || nativeEvent.keyCode === 229;
}
