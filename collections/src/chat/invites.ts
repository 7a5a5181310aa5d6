import type { CollectionConfig } from 'payload';

import { nobody } from '../access/nobody';

/** Links into private rooms. Made, used and revoked through the chat. */
export const chatInvites: CollectionConfig = {
  slug: 'chat-invites',
  admin: { hidden: true },
  access: { create: nobody, read: nobody, update: nobody, delete: nobody },
  graphQL: false,
  endpoints: false,
  lockDocuments: false,
  fields: [
    { name: 'room', type: 'relationship', relationTo: 'chat-rooms', required: true, index: true },
    // SHA-256 of the code: who reads the database cannot come in with what it holds.
    { name: 'codeHash', type: 'text', required: true, unique: true },
    { name: 'createdBy', type: 'relationship', relationTo: 'users' },
    { name: 'expiresAt', type: 'date', required: true },
    { name: 'usesLeft', type: 'number', required: true, min: 0 },
  ],
};
