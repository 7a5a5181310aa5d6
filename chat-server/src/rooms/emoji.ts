import { badInput } from '../errors';

/**
 * One emoji as Unicode recommends them for interchange, flags and families included (UTS #51).
 * TypeScript does not know the flag in a literal yet.
 */
const oneEmoji = new RegExp(String.raw`^\p{RGI_Emoji}$`, 'v');

/** Asks for the coloured form of a character that has a plain one too. */
const emojiForm = '\ufe0f';

/**
 * The emoji of a reaction as it is stored: in Unicode form NFC, and a character that is written in two
 * ways, such as ❤ and ❤️, in one.
 *
 * @throws ChatError BAD_USER_INPUT for anything but one emoji
 */
export function reactionEmoji(emoji: string, field: string): string {
  const normal = emoji.normalize('NFC');
  for (const form of [normal, normal + emojiForm]) {
    if (oneEmoji.test(form)) return form;
  }
  throw badInput('A reaction is one emoji.', field);
}
