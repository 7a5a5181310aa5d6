import type { Access } from 'payload';

import { activeMembership, idOf } from '../chat/attachments/standing';
import type { ChatAttachment } from '../payload-types';
import { hasRole } from './has-role';

/**
 * The file is for the members of its room while its message stands, and before that for whoever
 * uploaded it. The document names an account, which those who talk anonymously must not learn: it is
 * for the uploader alone. Moderators see both.
 */
export const attachmentReadable: Access<ChatAttachment> = async ({
  data,
  isReadingStaticFile = false,
  req,
}) => {
  const { payload, user } = req;
  if (!user) return false;
  if (hasRole(user, 'admin', 'moderator')) return true;
  if (!isReadingStaticFile) return { owner: { equals: user.id } };

  // The server's own reads: what they find is not handed on.
  const { docs } = await payload.find({
    collection: 'chat-attachments',
    where: { filename: { equals: data?.filename ?? '' } },
    limit: 1,
    pagination: false,
    depth: 0,
    req,
  });
  const [attachment] = docs;
  if (!attachment) return false;
  if (!(await activeMembership(req, idOf(attachment.room), user.id))) return false;
  if (!attachment.message) return idOf(attachment.owner) === user.id;
  const message = await payload.findByID({
    collection: 'chat-messages',
    id: idOf(attachment.message),
    depth: 0,
    disableErrors: true,
    req,
  });
  return message !== null && !message.deletedAt && !message.hiddenAt;
};
