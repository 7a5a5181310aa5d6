import type { ArrayField } from 'payload';

import { line } from '../localized-text';
import { isSafeHref } from './is-safe-href';

/** Up to three links shown as buttons. */
export const actions: ArrayField = {
  name: 'actions',
  type: 'array',
  label: { en: 'Buttons', ko: '버튼' },
  labels: {
    singular: { en: 'Button', ko: '버튼' },
    plural: { en: 'Buttons', ko: '버튼' },
  },
  interfaceName: 'Actions',
  maxRows: 3,
  fields: [
    line('label', { en: 'Label', ko: '글자' }, { required: true }),
    {
      name: 'href',
      type: 'text',
      label: { en: 'Link', ko: '링크' },
      required: true,
      maxLength: 2000,
      validate: isSafeHref,
      admin: {
        description: {
          en: 'A page of this site, such as /rooms, or an address that begins with https://',
          ko: '/rooms 같은 이 사이트의 페이지, 또는 https:// 로 시작하는 주소',
        },
      },
    },
    {
      name: 'style',
      type: 'select',
      label: { en: 'Style', ko: '모양' },
      required: true,
      defaultValue: 'primary',
      options: [
        { value: 'primary', label: { en: 'Primary', ko: '강조' } },
        { value: 'secondary', label: { en: 'Secondary', ko: '보조' } },
      ],
    },
  ],
};
