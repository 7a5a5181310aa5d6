import { fileTypeFromBuffer } from 'file-type';

export interface FileKind {
  mimeType: string;
  /** The file's ending on the disk, and of its name where that has none of `endings`. */
  extension: string;
  /** Endings that may stand in the name of such a file. */
  endings: readonly string[];
}

const kind = (mimeType: string, extension: string, ...more: string[]): FileKind => ({
  mimeType,
  extension,
  endings: [extension, ...more],
});

/** What may be attached beside images and text, by what its content says that it is. */
const files: Readonly<Record<string, FileKind>> = {
  'application/pdf': kind('application/pdf', 'pdf'),
  'application/zip': kind('application/zip', 'zip'),
  'audio/mpeg': kind('audio/mpeg', 'mp3'),
  'audio/x-m4a': kind('audio/x-m4a', 'm4a'),
  'audio/mp4': kind('audio/mp4', 'm4a', 'mp4'),
  'audio/ogg': kind('audio/ogg', 'ogg', 'oga', 'opus'),
  'audio/wav': kind('audio/wav', 'wav'),
  'video/mp4': kind('video/mp4', 'mp4', 'm4v'),
  'video/webm': kind('video/webm', 'webm'),
  'video/ogg': kind('video/ogg', 'ogv'),
};

/** Images come in these, and every one of them is stored as WebP. SVG is none: it can hold a script. */
const images = new Set(['image/jpeg', 'image/png', 'image/webp', 'image/gif', 'image/avif']);

const text = kind('text/plain', 'txt', 'md', 'csv', 'tsv', 'log', 'json', 'yaml', 'yml', 'srt');

/** Every type that an attachment is stored as, or sent as. */
export const attachmentTypes: string[] = [...images, ...Object.keys(files), text.mimeType];

/** What the people who use it are told may be attached. */
export const attachmentTypeNames =
  'JPEG, PNG, WebP, GIF and AVIF images, PDF, plain text, ZIP, MP3, M4A, Ogg, WAV, MP4 and WebM';

/**
 * What a file is by its content, whatever its name and sender say; null where it may not be attached.
 */
export async function fileKindOf(
  content: Buffer,
): Promise<(FileKind & { isImage: boolean }) | null> {
  const detected = await fileTypeFromBuffer(content);
  // Ogg names its codecs in the type.
  const mimeType = detected?.mime.split(';')[0];
  if (mimeType === undefined) return isText(content) ? { ...text, isImage: false } : null;
  if (images.has(mimeType)) {
    return { ...kind(mimeType, detected?.ext ?? ''), isImage: true };
  }
  const found = files[mimeType];
  return found ? { ...found, isImage: false } : null;
}

/** Control characters other than tab, line feed, form feed and carriage return. */
const controls = /[\u0000-\u0008\u000b\u000e-\u001f\u007f]/u; // eslint-disable-line no-control-regex

/** How HTML, SVG and XML begin, after space and comments. A browser may guess by it. */
const markup = /^(?:\s|<!--[\s\S]*?-->)*<(?:[!?]|[a-z])/i;

/** UTF-8 that is meant to be read. */
function isText(content: Buffer): boolean {
  try {
    const decoded = new TextDecoder('utf-8', { fatal: true }).decode(content);
    return decoded !== '' && !controls.test(decoded) && !markup.test(decoded);
  } catch {
    return false;
  }
}
