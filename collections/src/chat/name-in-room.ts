import { createDataloaderCacheKey, getDataLoader, type Field, type PayloadRequest } from 'payload';

import { roomHidesIdentity } from '../access/room-identity';
import type { ChatMembership, ChatMessage, User } from '../payload-types';

type Loader = ReturnType<typeof getDataLoader>;

const known = 'nameLoaders';

/**
 * A loader for each collection that names are read from, beside the request's own. A loader reads a batch
 * to its end before it gives any of it out, so a document whose hook waits for another one of the same batch
 * waits forever: a reply, for the membership of its author, who has written another message in the list.
 */
function loaderOf(req: PayloadRequest, collectionSlug: string): Loader {
  const loaders = (req.context[known] ??= new Map()) as Map<string, Loader>;
  const loader = loaders.get(collectionSlug) ?? getDataLoader(req);
  loaders.set(collectionSlug, loader);
  return loader;
}

/** Reads documents past the access rules, those of one answer together. */
async function load<T>(
  req: PayloadRequest,
  collectionSlug: string,
  related: string | { id: string } | null | undefined,
): Promise<T | null> {
  const docID = typeof related === 'object' ? related?.id : related;
  if (docID === undefined) return null;
  const key = createDataloaderCacheKey({
    ...{ collectionSlug, docID, depth: 0, currentDepth: 1, draft: false },
    ...{ fallbackLocale: false, locale: 'all', overrideAccess: true, showHiddenFields: false },
    transactionID: req.transactionID as string,
  });
  return (await loaderOf(req, collectionSlug).load(key)) as T | null;
}

async function nameInRoom(
  req: PayloadRequest,
  { alias, room, user }: Partial<ChatMembership>,
): Promise<string | null> {
  if (alias) return alias;
  const roomId = typeof room === 'object' ? room.id : room;
  if (roomId === undefined || (await roomHidesIdentity(req, roomId))) return null;
  return (await load<User>(req, 'users', user))?.displayName ?? null;
}

/** Whom the others in the room see: the alias, or where people go by their names, the display name. */
export const memberName: Field = {
  name: 'name',
  type: 'text',
  virtual: true,
  label: { en: 'Name in the room', ko: '방에서의 이름' },
  admin: { readOnly: true },
  hooks: {
    afterRead: [({ req, siblingData }) => nameInRoom(req, siblingData as Partial<ChatMembership>)],
  },
};

/** The same of a message's author. */
export const authorName: Field = {
  name: 'authorName',
  type: 'text',
  virtual: true,
  label: { en: 'Author as the room knows them', ko: '방에서 보이는 작성자' },
  admin: { readOnly: true },
  hooks: {
    afterRead: [
      async ({ req, siblingData }) => {
        const { membership } = siblingData as Partial<ChatMessage>;
        return (await load<ChatMembership>(req, 'chat-memberships', membership))?.name ?? null;
      },
    ],
  },
};
