/**
 * What messages say in a bench: their number, found again in whatever frame carries them without parsing
 * it, and as many words as people write on average.
 */
const digits = 7;
const opening = '"text":"#';
const needle = Buffer.from(opening);
const words = 'The lantern by the harbour is lit again, come down before the tide turns.';

export const markedText = (number: number): string =>
  `#${String(number).padStart(digits, '0')}# ${words}`;

/** How many bytes a frame is at least, from the beginning of one marker to that of the next. */
const step = needle.length + digits;

/**
 * Tells the numbers of the messages in a frame: none, one, or those of a history.
 *
 * @param buffer the frame lies in it from `start` to `end`
 */
export function readNumbers(
  buffer: Buffer,
  start: number,
  end: number,
  onNumber: (number: number) => void,
): void {
  for (let at = start; ; at += step) {
    at = buffer.indexOf(needle, at);
    if (at < 0 || at >= end) return;
    let number = 0;
    for (let place = at + needle.length; place < at + step; place += 1) {
      number = number * 10 + (buffer[place] as number) - 48;
    }
    onNumber(number);
  }
}
