import type { CollectionConfig } from 'payload';

import { nobody } from '../access/nobody';

/**
 * The counters of each room, under the room's own id. The chat's message store alone creates and
 * moves them on, in the transaction that stores what they count.
 */
export const chatRoomCounters: CollectionConfig = {
  slug: 'chat-room-counters',
  admin: { hidden: true },
  access: { create: nobody, read: nobody, update: nobody, delete: nobody },
  graphQL: false,
  endpoints: false,
  lockDocuments: false,
  timestamps: false,
  fields: [
    { name: 'lastSeq', type: 'number', required: true, defaultValue: 0 },
    { name: 'revision', type: 'number', required: true, defaultValue: 0 },
    { name: 'memberCount', type: 'number', required: true, defaultValue: 0 },
  ],
};
