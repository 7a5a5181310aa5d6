import type { CollectionConfig } from 'payload';

import { nobody } from '../access/nobody';
import { ownBlocks } from '../access/own-blocks';
import { groups } from '../admin-groups';

/** Who has blocked whom. Private to the blocker; written through the chat. */
export const userBlocks: CollectionConfig = {
  slug: 'user-blocks',
  labels: {
    singular: { en: 'Block', ko: '차단' },
    plural: { en: 'Blocks', ko: '차단' },
  },
  admin: { group: groups.people, hidden: true },
  access: { create: nobody, read: ownBlocks, update: nobody, delete: ownBlocks },
  lockDocuments: false,
  indexes: [{ fields: ['blocker', 'blocked'], unique: true }],
  fields: [
    { name: 'blocker', type: 'relationship', relationTo: 'users', required: true, index: true },
    { name: 'blocked', type: 'relationship', relationTo: 'users', required: true, index: true },
  ],
};
