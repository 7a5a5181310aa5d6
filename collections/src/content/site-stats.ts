import type { CollectionConfig } from 'payload';

import { anyone } from '../access/anyone';
import { isEditor } from '../access/is-editor';
import { groups } from '../admin-groups';
import { announcePublished, announceRemoved } from './announce-published';
import { key } from './key';
import { liveValue } from './live-value';
import { line } from './localized-text';
import { publicContent } from './public-content';

/** The figures that the site shows. */
export const siteStats: CollectionConfig = {
  slug: 'site-stats',
  custom: publicContent,
  labels: {
    singular: { en: 'Site stat', ko: '사이트 지표' },
    plural: { en: 'Site stats', ko: '사이트 지표' },
  },
  orderable: true,
  admin: {
    group: groups.content,
    useAsTitle: 'label',
    defaultColumns: ['label', 'key', 'value', 'unit', 'source'],
    description: {
      en: 'The figures that the site shows. Drag the rows to change the order.',
      ko: '사이트에 보이는 수치입니다. 줄을 끌어 순서를 바꿉니다.',
    },
  },
  access: { create: isEditor, read: anyone, update: isEditor, delete: isEditor },
  hooks: { afterChange: [announcePublished], afterDelete: [announceRemoved] },
  fields: [
    line('label', { en: 'Label', ko: '이름' }, { required: true }),
    key,
    {
      name: 'value',
      type: 'number',
      label: { en: 'Value', ko: '값' },
      required: true,
      defaultValue: 0,
      admin: {
        description: {
          en: 'Used when the source is “Manual”; otherwise the live figure is shown.',
          ko: '출처가 ‘직접 입력’일 때 쓰입니다. 아니면 실시간 수치가 보입니다.',
        },
      },
      hooks: { afterRead: [liveValue] },
    },
    line('unit', { en: 'Unit', ko: '단위' }),
    {
      name: 'source',
      type: 'select',
      label: { en: 'Source', ko: '출처' },
      required: true,
      defaultValue: 'manual',
      options: [
        { value: 'manual', label: { en: 'Manual', ko: '직접 입력' } },
        { value: 'online', label: { en: 'People online', ko: '접속 중인 사람' } },
        { value: 'messagesToday', label: { en: 'Messages today', ko: '오늘의 메시지' } },
        { value: 'matchesToday', label: { en: 'Matches today', ko: '오늘의 매칭' } },
        { value: 'members', label: { en: 'Members', ko: '회원 수' } },
      ],
    },
  ],
};
