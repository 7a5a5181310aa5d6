import type { Block } from 'payload';

import { heading, text } from '../localized-text';

export const stats: Block = {
  slug: 'stats',
  interfaceName: 'StatsBlock',
  labels: {
    singular: { en: 'Site stats', ko: '사이트 지표' },
    plural: { en: 'Site stats', ko: '사이트 지표' },
  },
  fields: [
    heading,
    text,
    {
      name: 'stats',
      type: 'relationship',
      relationTo: 'site-stats',
      hasMany: true,
      maxRows: 8,
      label: { en: 'Stats', ko: '지표' },
    },
  ],
};
