/** Unicode code points. */
const longestName = 200;

/**
 * Control characters, half characters, and those that turn the direction of writing round, which make
 * a name look as if it ended in something else.
 */
const unshowable = /[\p{Cc}\p{Cs}\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;

/**
 * The name that a file came with, fit to be shown and saved under: without a path, of at most 200
 * characters, and with an ending that fits what the file is, so that nobody opens a text as a program.
 */
export function originalName(
  name: string,
  { endings, extension }: { endings: readonly string[]; extension: string },
): string {
  const plain = name
    .normalize('NFC')
    .replace(/^.*[/\\]/s, '')
    .replaceAll(unshowable, '')
    .replaceAll(/\s+/g, ' ')
    .trim();
  const dot = plain.lastIndexOf('.');
  const ending = dot > 0 ? plain.slice(dot + 1).toLowerCase() : '';
  const fits = endings.includes(ending);
  const stem = (fits ? plain.slice(0, dot) : plain).replace(/^[\s.]+|[\s.]+$/g, '') || 'file';
  const suffix = fits ? plain.slice(dot) : `.${extension}`;
  return (
    Array.from(stem)
      .slice(0, longestName - Array.from(suffix).length)
      .join('') + suffix
  );
}
