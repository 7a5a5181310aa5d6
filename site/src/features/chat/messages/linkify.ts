export type TextPart =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'link'; readonly text: string; readonly href: string };

// Up to white space, quotes and angle brackets. Korean particles stand right after a URL, so Hangul ends one too.
const candidate = /https?:\/\/[^\s<>"'`“”‘’「」『』\p{Script=Hangul}]+/giu;
const closingPairs: Readonly<Record<string, string>> = { ')': '(', ']': '[', '}': '{' };

/**
 * Splits a text at the web addresses in it. Only http and https become links; the parts put together are always
 * the text as it was.
 */
export function linkify(text: string): TextPart[] {
  const parts: TextPart[] = [];
  let end = 0;
  for (const match of text.matchAll(candidate)) {
    const url = withoutPunctuation(match[0]);
    if (!URL.canParse(url)) continue;
    if (match.index > end) parts.push({ kind: 'text', text: text.slice(end, match.index) });
    parts.push({ kind: 'link', text: url, href: new URL(url).href });
    end = match.index + url.length;
  }
  if (end < text.length) parts.push({ kind: 'text', text: text.slice(end) });
  return parts;
}

/** Without what ends a sentence, and without a bracket that was opened before the address. */
function withoutPunctuation(url: string): string {
  let end = url.length;
  while (end > 0) {
    const last = url.charAt(end - 1);
    const opening = closingPairs[last];
    const isStray = opening
      ? count(url.slice(0, end), last) > count(url.slice(0, end), opening)
      : '.,:;!?…。'.includes(last);
    if (!isStray) break;
    end -= 1;
  }
  return url.slice(0, end);
}

function count(text: string, char: string): number {
  return text.split(char).length - 1;
}
