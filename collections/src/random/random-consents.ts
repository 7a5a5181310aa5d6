import type { CollectionConfig } from 'payload';

import { nobody } from '../access/nobody';

/**
 * Who has agreed to which version of the rules of the random match, and said to be old enough. Written
 * and read by the chat alone.
 */
export const randomConsents: CollectionConfig = {
  slug: 'random-consents',
  admin: { hidden: true },
  access: { create: nobody, read: nobody, update: nobody, delete: nobody },
  graphQL: false,
  endpoints: false,
  lockDocuments: false,
  indexes: [{ fields: ['user', 'version'], unique: true }],
  fields: [
    { name: 'user', type: 'relationship', relationTo: 'users', required: true },
    { name: 'version', type: 'text', required: true },
    { name: 'acceptedAt', type: 'date', required: true },
  ],
};
