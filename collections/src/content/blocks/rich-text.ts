import type { Block } from 'payload';

export const richText: Block = {
  slug: 'richText',
  interfaceName: 'RichTextBlock',
  labels: {
    singular: { en: 'Text', ko: '글' },
    plural: { en: 'Texts', ko: '글' },
  },
  fields: [
    {
      name: 'content',
      type: 'richText',
      label: { en: 'Text', ko: '글' },
      localized: true,
      required: true,
    },
  ],
};
