import type { CollectionBeforeDeleteHook } from 'payload';

/** What somebody agreed to goes with their account. */
export const deleteConsents: CollectionBeforeDeleteHook = async ({ id, req }) => {
  await req.payload.db.deleteMany({
    collection: 'random-consents',
    where: { user: { equals: id } },
    req,
  });
};
