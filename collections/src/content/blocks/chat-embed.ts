import type { Block } from 'payload';

import { heading, text } from '../localized-text';

export const chatEmbed: Block = {
  slug: 'chatEmbed',
  interfaceName: 'ChatEmbedBlock',
  labels: {
    singular: { en: 'Chat room', ko: '대화방' },
    plural: { en: 'Chat rooms', ko: '대화방' },
  },
  fields: [
    heading,
    text,
    {
      name: 'room',
      type: 'relationship',
      relationTo: 'chat-rooms',
      required: true,
      label: { en: 'Room', ko: '대화방' },
      filterOptions: { kind: { equals: 'public' }, isArchived: { not_equals: true } },
    },
  ],
};
