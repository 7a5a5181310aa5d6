const emoji = /^(?:\p{Extended_Pictographic}|\p{Emoji_Component}|\s)+$/u;
const most = 3;

/** True for one to three emoji and nothing else; those are shown large. */
export function isEmojiOnly(text: string): boolean {
  // Digits, # and * are emoji components too.
  if (!emoji.test(text) || /^[\d#*\s]*$/.test(text)) return false;
  const graphemes = [...new Intl.Segmenter().segment(text.trim())];
  return graphemes.length <= most && graphemes.every(({ segment }) => !/^[\d#*]$/.test(segment));
}
