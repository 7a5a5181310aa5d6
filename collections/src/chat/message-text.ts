/** Unicode code points. */
export const longestMessageText = 4_000;

/** Control characters other than tab and line feed. */
const controls = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/u; // eslint-disable-line no-control-regex

/** Half of a character outside the first plane: no text that can be encoded. */
const loneSurrogate = /\p{Surrogate}/u;

/** Spaces, and characters that show nothing at all, such as the Hangul filler. */
const invisible = /[\s\p{Default_Ignorable_Code_Point}]/gu;

/**
 * The text of a message as it is stored: in Unicode form NFC, without space around it, and with line
 * feeds alone for the ends of lines.
 */
export const normalMessageText = (text: string): string =>
  text.replaceAll(/\r\n?/g, '\n').normalize('NFC').trim();

/** Whether a text shows anything. */
export const isBlank = (text: string): boolean => text.replaceAll(invisible, '') === '';

/** What is wrong with a {@link normalMessageText}, for its author to read; null for nothing. */
export function messageTextFault(text: string): string | null {
  if (isBlank(text)) return 'A message needs a text.';
  if (Array.from(text).length > longestMessageText) {
    return `A message has at most ${longestMessageText} characters.`;
  }
  if (loneSurrogate.test(text) || controls.test(text)) {
    return 'The text has characters that cannot be shown.';
  }
  return null;
}
