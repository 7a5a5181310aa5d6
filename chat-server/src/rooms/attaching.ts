import { uploadLifetime } from '@coco-chat/collections';

import { badInput, fileNotFree } from '../errors';
import type { Loaders } from './loaders';

/** The most files of one message. */
const mostFiles = 10;

interface Wanted {
  attachmentIds: readonly string[] | null | undefined;
  roomId: string;
  userId: string;
  /** In milliseconds since 1970. */
  now: number;
}

/**
 * The files that somebody wants to post with a message: their own, uploaded for this room within the
 * last day, and in no message yet. The store asks the last two once more, as it posts.
 *
 * @throws ChatError BAD_USER_INPUT
 */
export async function filesToAttach(
  loaders: Pick<Loaders, 'attachment'>,
  { attachmentIds, now, roomId, userId }: Wanted,
  field: string,
): Promise<string[]> {
  const ids = [...new Set(attachmentIds ?? [])];
  if (ids.length > mostFiles) throw badInput(`A message has at most ${mostFiles} files.`, field);
  const files = await Promise.all(ids.map((id) => loaders.attachment.load(id)));
  for (const file of files) {
    // Whose it is, and whether there is one at all, is nobody else's business.
    if (file?.ownerId !== userId || file.roomId !== roomId || file.messageId !== null) {
      throw fileNotFree(field);
    }
    if (now - Date.parse(file.createdAt) > uploadLifetime * 3_600_000) {
      throw badInput('A file was uploaded too long ago. Upload it again.', field);
    }
  }
  return ids;
}
