import type { Environment } from '@coco-chat/chat-server';
import type { Payload } from 'payload';

/** Whether anybody can run the site already. */
export async function hasAdmin(payload: Payload): Promise<boolean> {
  const { totalDocs } = await payload.count({
    collection: 'users',
    where: { roles: { contains: 'admin' } },
    overrideAccess: true, // asked by the server itself, before anybody could log in
  });
  return totalDocs > 0;
}

/** Makes the admin that the operator named, unless the site has accounts already. */
export async function createFirstAdmin(
  payload: Payload,
  admin: NonNullable<Environment['firstAdmin']>,
): Promise<void> {
  const { totalDocs } = await payload.count({ collection: 'users', overrideAccess: true });
  if (totalDocs > 0) return;
  await payload.create({
    collection: 'users',
    data: {
      email: admin.email,
      password: admin.password,
      displayName: 'Admin',
      roles: ['admin'],
      locale: 'ko',
    },
    overrideAccess: true, // nobody is there yet who could be allowed to
  });
}
