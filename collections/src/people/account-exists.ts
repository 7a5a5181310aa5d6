import type { PayloadRequest, Where } from 'payload';

/** Whether there is an account at all, or one that fits. Past the access rules. */
export async function accountExists(req: PayloadRequest, where: Where = {}): Promise<boolean> {
  // Not `count`: MongoDB refuses to count a whole collection within a transaction.
  const { docs } = await req.payload.find({
    collection: 'users',
    where,
    limit: 1,
    pagination: false,
    depth: 0,
    select: {},
    overrideAccess: true,
    req,
  });
  return docs.length > 0;
}
