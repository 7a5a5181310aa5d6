import type { User } from '@coco-chat/collections';
import type { Payload } from 'payload';

/** The account behind somebody, for what only the server may know of it, such as its roles; null once it is gone. */
export const findAccount = (payload: Payload, userId: string): Promise<User | null> =>
  payload.findByID({
    collection: 'users',
    id: userId,
    depth: 0,
    disableErrors: true,
    overrideAccess: true, // What is read decides, and is told to nobody.
  });
