import type { Access } from 'payload';

import { refusalToAttach } from '../chat/attachments/standing';
import type { ChatAttachment } from '../payload-types';

/** Whoever may write in a room may attach files there. Without a room it is the question of any room. */
export const roomMemberMayAttach: Access<ChatAttachment> = async ({ data, req }) => {
  if (data?.room === undefined) return req.user !== null;
  return (await refusalToAttach(req, data.room)) === null;
};
