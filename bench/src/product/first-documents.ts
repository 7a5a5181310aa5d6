import { randomUUID } from 'node:crypto';

import type { User } from '@coco-chat/collections';
import { getFieldsToSign, jwtSign, type Payload } from 'payload';

/** Somebody who is signed in. */
export interface Account {
  readonly id: string;
  readonly token: string;
}

/** How long tokens last, in seconds: longer than any bench. */
const tokenLifetime = 24 * 60 * 60;

/** Somebody who is signed in. A password would take 0.1 s each, and nobody logs in with it. */
export async function createAccount(payload: Payload, number: number): Promise<Account> {
  const sid = randomUUID();
  const now = Date.now();
  const email = `${randomUUID()}@example.org`;
  const account = (await payload.db.create({
    collection: 'users',
    data: {
      email,
      displayName: `하늘 ${number}`,
      roles: ['member'],
      locale: 'ko',
      sessions: [
        {
          id: sid,
          createdAt: new Date(now).toISOString(),
          expiresAt: new Date(now + tokenLifetime * 1_000).toISOString(),
        },
      ],
    },
  })) as User;
  const { id } = account;
  const { token } = await jwtSign({
    fieldsToSign: getFieldsToSign({
      collectionConfig: payload.collections.users.config,
      email,
      sid,
      user: { ...account, collection: 'users' },
    }),
    secret: payload.secret,
    tokenExpiration: tokenLifetime,
  });
  return { id, token };
}

/** A public room. @returns its id */
export async function createRoom(payload: Payload, number: number): Promise<string> {
  const { id } = await payload.create({
    collection: 'chat-rooms',
    data: {
      title: `방 ${number}`,
      slug: `room-${randomUUID()}`,
      kind: 'public',
      identityMode: 'real',
      isArchived: false,
      slowModeSeconds: 0,
    },
  });
  return id;
}
