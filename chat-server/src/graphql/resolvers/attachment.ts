import type { AttachmentResolvers } from '../generated/resolvers';

/** Where the CMS gives files out: a path of the origin that the APIs are at. */
const filesPath = '/api/chat-attachments/file';

/** Nothing here names who uploaded it: its message does, as far as that may be known. */
export const Attachment: AttachmentResolvers = {
  url: ({ filename }) => `${filesPath}/${encodeURIComponent(filename)}`,
  filename: ({ originalName }) => originalName,
};
