import type { Block } from 'payload';

import { heading, line } from '../localized-text';

export const gallery: Block = {
  slug: 'gallery',
  interfaceName: 'GalleryBlock',
  labels: {
    singular: { en: 'Gallery', ko: '갤러리' },
    plural: { en: 'Galleries', ko: '갤러리' },
  },
  fields: [
    heading,
    {
      name: 'images',
      type: 'array',
      label: { en: 'Images', ko: '이미지' },
      labels: {
        singular: { en: 'Image', ko: '이미지' },
        plural: { en: 'Images', ko: '이미지' },
      },
      minRows: 1,
      maxRows: 24,
      fields: [
        {
          name: 'image',
          type: 'upload',
          relationTo: 'media',
          required: true,
          label: { en: 'Image', ko: '이미지' },
        },
        line('caption', { en: 'Caption', ko: '설명' }),
      ],
    },
  ],
};
