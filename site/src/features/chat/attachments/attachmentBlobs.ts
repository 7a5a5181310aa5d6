import { apiUrl } from '../../../api/address';
import { currentToken } from '../../account/sessionRenewal';

/** A file that only a room's members may see comes with their token, so it cannot be a plain link. */
export async function fetchAttachment(url: string, signal?: AbortSignal): Promise<Blob> {
  const token = await currentToken();
  const response = await fetch(apiUrl(url), {
    credentials: 'omit',
    headers: token ? { Authorization: `Bearer ${token}` } : {},
    signal: signal ?? null,
  });
  if (!response.ok) throw new Error(`The file answered with status ${response.status}.`);
  return response.blob();
}

interface Shared {
  readonly objectUrl: Promise<string>;
  users: number;
}

const shared = new Map<string, Shared>();

/**
 * A file as an object URL, which all who show it share. Whoever asks for it calls `releaseAttachment` in the end;
 * after the last one the browser may forget the file.
 */
export function acquireAttachment(url: string): Promise<string> {
  const held = shared.get(url);
  if (held) {
    held.users += 1;
    return held.objectUrl;
  }
  const objectUrl = fetchAttachment(url).then((blob) => URL.createObjectURL(blob));
  shared.set(url, { objectUrl, users: 1 });
  // The next one who asks tries again.
  objectUrl.catch(() => shared.delete(url));
  return objectUrl;
}

export function releaseAttachment(url: string): void {
  const held = shared.get(url);
  if (!held) return;
  held.users -= 1;
  if (held.users > 0) return;
  shared.delete(url);
  held.objectUrl.then(
    (objectUrl) => URL.revokeObjectURL(objectUrl),
    () => undefined,
  );
}

/** Saves a file under its own name. */
export async function downloadAttachment(url: string, filename: string): Promise<void> {
  const objectUrl = URL.createObjectURL(await fetchAttachment(url));
  const link = document.createElement('a');
  link.href = objectUrl;
  link.download = filename;
  link.click();
  // The download has begun by then, and holds the file itself.
  setTimeout(() => URL.revokeObjectURL(objectUrl), 60_000);
}
