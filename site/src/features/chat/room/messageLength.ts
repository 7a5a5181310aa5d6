/** In characters, as the chat API counts them. */
export const longestMessage = 4000;

/** From here on the writer is shown how much is used. */
export const countFrom = 3600;

/** How long a text is as the server will store it: trimmed, and with composed characters. */
export function lengthOf(text: string): number {
  return text.trim().normalize('NFC').length;
}
