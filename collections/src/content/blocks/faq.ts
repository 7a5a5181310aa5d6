import type { Block } from 'payload';

import { heading, line, paragraph } from '../localized-text';

export const faq: Block = {
  slug: 'faq',
  interfaceName: 'FaqBlock',
  labels: {
    singular: { en: 'Questions and answers', ko: '자주 묻는 질문' },
    plural: { en: 'Questions and answers', ko: '자주 묻는 질문' },
  },
  fields: [
    heading,
    {
      name: 'items',
      type: 'array',
      label: { en: 'Questions', ko: '질문' },
      labels: {
        singular: { en: 'Question', ko: '질문' },
        plural: { en: 'Questions', ko: '질문' },
      },
      minRows: 1,
      maxRows: 40,
      fields: [
        line('question', { en: 'Question', ko: '질문' }, { required: true }),
        paragraph('answer', { en: 'Answer', ko: '답' }, { required: true }),
      ],
    },
  ],
};
