import type {
  CollectionBeforeChangeHook,
  CollectionBeforeDeleteHook,
  PayloadRequest,
  Where,
} from 'payload';
import { APIError } from 'payload';

import { hasRole } from '../access/has-role';
import type { User } from '../payload-types';
import { accountExists } from './account-exists';

async function assertAnotherAdmin(id: string, req: PayloadRequest): Promise<void> {
  const anotherAdmin: Where = {
    and: [{ roles: { contains: 'admin' } }, { id: { not_equals: id } }],
  };
  if (await accountExists(req, anotherAdmin)) return;
  throw new APIError(
    'The last admin can be neither deleted nor demoted.',
    409,
    {
      code: 'LAST_ADMIN',
      field: 'roles',
    },
    true,
  );
}

/** @throws APIError 409 `LAST_ADMIN` */
export const keepOneAdminOnChange: CollectionBeforeChangeHook<User> = async ({
  data,
  operation,
  originalDoc,
  req,
}) => {
  if (
    operation === 'update' &&
    originalDoc &&
    hasRole(originalDoc, 'admin') &&
    !hasRole(data, 'admin')
  ) {
    await assertAnotherAdmin(originalDoc.id, req);
  }
  return data;
};

/** @throws APIError 409 `LAST_ADMIN` */
export const keepOneAdminOnDelete: CollectionBeforeDeleteHook = async ({ id, req }) => {
  const account = await req.payload.findByID({
    collection: 'users',
    id,
    depth: 0,
    overrideAccess: true,
    disableErrors: true,
    req,
  });
  if (hasRole(account, 'admin')) await assertAnotherAdmin(String(id), req);
};
