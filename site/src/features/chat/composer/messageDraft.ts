/** In Unicode code points, as the chat API counts them. */
export const longestMessage = 4000;

/** From here on the writer is shown how much is used. */
export const countFrom = 3600;

// What the chat API refuses: control characters other than tab and line feed.
// eslint-disable-next-line no-control-regex
const controls = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/gu;
// Spaces, and characters that show nothing at all, such as the Hangul filler.
const invisible = /[\s\p{Default_Ignorable_Code_Point}]/gu;

/**
 * A draft as it will be sent: as the server would store it, and without what a paste may bring that nobody
 * can see. Empty where nothing would be left to read.
 */
export function textToSend(draft: string): string {
  const text = draft
    .replaceAll(/\r\n?/g, '\n')
    .replaceAll(controls, '')
    .toWellFormed()
    .normalize('NFC')
    .trim();
  return text.replaceAll(invisible, '') === '' ? '' : text;
}

export function lengthOf(text: string): number {
  return Array.from(text).length;
}
