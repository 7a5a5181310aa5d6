import type { Block } from 'payload';

import { heading, line, text } from '../localized-text';
import { actions } from './actions';

export const hero: Block = {
  slug: 'hero',
  interfaceName: 'HeroBlock',
  labels: {
    singular: { en: 'Hero', ko: '첫 화면' },
    plural: { en: 'Heroes', ko: '첫 화면' },
  },
  fields: [
    line('eyebrow', { en: 'Line above the heading', ko: '제목 위 한 줄' }),
    heading,
    text,
    { name: 'image', type: 'upload', relationTo: 'media', label: { en: 'Image', ko: '이미지' } },
    actions,
  ],
};
