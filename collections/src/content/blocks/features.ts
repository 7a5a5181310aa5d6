import type { Block } from 'payload';

import { heading, line, paragraph, text } from '../localized-text';

/** The icons that the site can draw. */
const icons = [
  { value: 'chat', label: { en: 'Chat', ko: '대화' } },
  { value: 'shuffle', label: { en: 'Shuffle', ko: '섞기' } },
  { value: 'shield', label: { en: 'Shield', ko: '방패' } },
  { value: 'globe', label: { en: 'Globe', ko: '지구' } },
  { value: 'chart', label: { en: 'Chart', ko: '차트' } },
  { value: 'bolt', label: { en: 'Bolt', ko: '번개' } },
  { value: 'pencil', label: { en: 'Pencil', ko: '연필' } },
  { value: 'users', label: { en: 'People', ko: '사람들' } },
];

export const features: Block = {
  slug: 'features',
  interfaceName: 'FeaturesBlock',
  labels: {
    singular: { en: 'Features', ko: '특징' },
    plural: { en: 'Features', ko: '특징' },
  },
  fields: [
    heading,
    text,
    {
      name: 'items',
      type: 'array',
      label: { en: 'Features', ko: '특징' },
      labels: {
        singular: { en: 'Feature', ko: '특징' },
        plural: { en: 'Features', ko: '특징' },
      },
      minRows: 1,
      maxRows: 12,
      fields: [
        {
          name: 'icon',
          type: 'select',
          label: { en: 'Icon', ko: '아이콘' },
          required: true,
          defaultValue: 'chat',
          options: icons,
        },
        line('title', { en: 'Title', ko: '제목' }, { required: true }),
        paragraph('text', { en: 'Text', ko: '설명' }, { required: true }),
      ],
    },
  ],
};
