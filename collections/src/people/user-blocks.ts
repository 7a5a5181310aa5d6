import type { CollectionConfig } from 'payload';

import { nobody } from '../access/nobody';

/**
 * Who has blocked whom. Written and read through the chat alone: whoever could list the accounts behind
 * the blocks made in anonymous rooms would know who is behind an alias.
 */
export const userBlocks: CollectionConfig = {
  slug: 'user-blocks',
  admin: { hidden: true },
  access: { create: nobody, read: nobody, update: nobody, delete: nobody },
  graphQL: false,
  endpoints: false,
  lockDocuments: false,
  indexes: [{ fields: ['blocker', 'blocked', 'scope'], unique: true }],
  fields: [
    { name: 'blocker', type: 'relationship', relationTo: 'users', required: true, index: true },
    { name: 'blocked', type: 'relationship', relationTo: 'users', required: true, index: true },
    // Where it acts: `real` for all rooms with display names, or the id of one anonymous room. A block
    // that acted in several anonymous rooms would tell that two aliases are one person.
    { name: 'scope', type: 'text', required: true, defaultValue: 'real' },
  ],
};
