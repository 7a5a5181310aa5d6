import { randomUUID } from 'node:crypto';

import {
  APIError,
  ValidationError,
  type CollectionBeforeOperationHook,
  type PayloadRequest,
} from 'payload';
import sharp from 'sharp';

import { attachmentTypeNames, fileKindOf } from './file-kinds';
import { largestImage } from './image-limits';
import { originalName } from './original-name';
import { refusalToAttach } from './standing';

/** How many files one person may have uploaded and not yet posted. */
export const mostUnposted = 20;

const refuse = (path: string, message: string): never => {
  throw new ValidationError({ collection: 'chat-attachments', errors: [{ message, path }] });
};

/**
 * Looks at an upload before anything is made of it: who sends it, and what it is. The file goes on under
 * a random name; what a client says of it but for its room is dropped.
 *
 * @throws APIError 403, or ValidationError naming the field
 */
export const checkUpload: CollectionBeforeOperationHook<'chat-attachments'> = async (hook) => {
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- 'read' alone is, of its values
  if (hook.operation !== 'create') return;
  const { args, overrideAccess, req } = hook;
  // Access is asked for after this hook, and a stranger's file is not worth looking at.
  if (!overrideAccess) await assertMayUpload(req, args.data.room);
  const { file } = req;
  // Without one Payload would fetch the file from an address that the client names.
  if (!file?.data.length) return refuse('file', 'Send the file as the multipart field "file".');
  const kind = await fileKindOf(file.data);
  if (!kind)
    return refuse('file', `This type cannot be attached. These can: ${attachmentTypeNames}.`);
  if (kind.isImage) await assertDecodable(file.data);

  // What images are stored as, see `upload.formatOptions`.
  const stored = kind.isImage ? { extension: 'webp', endings: ['webp'] } : kind;
  const name = originalName(kind.isImage ? withoutEnding(file.name) : file.name, stored);
  req.file = { ...file, name: `${randomUUID()}.${stored.extension}`, mimetype: kind.mimeType };
  delete req.query.uploadEdits; // cropping is the admin panel's, of other collections
  args.data = overrideAccess
    ? { ...args.data, originalName: name }
    : { room: args.data.room, owner: req.user?.id ?? '', originalName: name };
};

async function assertMayUpload(req: PayloadRequest, room: unknown): Promise<void> {
  if (!req.user) throw new APIError('Sign in first.', 401);
  if (typeof room !== 'string') return refuse('room', 'Name the room that the file is for.');
  const refusal = await refusalToAttach(req, room);
  if (refusal !== null) throw new APIError(refusal, 403, { field: 'room' });
  const { totalDocs } = await req.payload.count({
    collection: 'chat-attachments',
    where: { and: [{ owner: { equals: req.user.id } }, { message: { exists: false } }] },
    req,
  });
  if (totalDocs >= mostUnposted) {
    throw new APIError(
      `You have ${totalDocs} files that are uploaded and not posted. Post one first; ` +
        'those that are not posted are removed after a day.',
      429,
      { field: 'file' },
    );
  }
}

/** Reads the head of an image, before any memory is given to its pixels. */
async function assertDecodable(content: Buffer): Promise<void> {
  const { height, width } = await sharp(content, { animated: true, limitInputPixels: false })
    .metadata()
    .catch(() => refuse('file', 'This image cannot be read.'));
  if (width * height > largestImage.pixels) {
    refuse(
      'file',
      `An image has at most ${largestImage.pixels / 1_000_000} million pixels, all of its frames together.`,
    );
  }
}

const withoutEnding = (name: string): string => name.replace(/\.(?:jpe?g|png|webp|gif|avif)$/i, '');
