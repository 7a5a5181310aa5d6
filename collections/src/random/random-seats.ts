import type { CollectionConfig } from 'payload';

import { nobody } from '../access/nobody';

/**
 * Who is in a random session that is active: one document for each of its two participants, made and
 * deleted in the session's own transaction. That an account has one session at a time is what the
 * unique key says, however many processes match. Written and read by the chat alone.
 */
export const randomSeats: CollectionConfig = {
  slug: 'random-seats',
  admin: { hidden: true },
  access: { create: nobody, read: nobody, update: nobody, delete: nobody },
  graphQL: false,
  endpoints: false,
  lockDocuments: false,
  fields: [
    { name: 'user', type: 'relationship', relationTo: 'users', required: true, unique: true },
    {
      name: 'session',
      type: 'relationship',
      relationTo: 'random-sessions',
      required: true,
      index: true,
    },
  ],
};
