import type { CollectionConfig } from 'payload';

import { isModerator } from '../access/is-moderator';
import { nobody } from '../access/nobody';
import { groups } from '../admin-groups';
import { applySanction } from './apply-sanction';
import { checkSanction } from './check-sanction';

/** Who may not write, or not come in, where and until when. */
export const sanctions: CollectionConfig = {
  slug: 'sanctions',
  labels: {
    singular: { en: 'Sanction', ko: '제재' },
    plural: { en: 'Sanctions', ko: '제재' },
  },
  admin: {
    group: groups.safety,
    useAsTitle: 'kind',
    defaultColumns: ['account', 'kind', 'room', 'until', 'liftedAt', 'createdAt'],
    description: {
      en: 'Who may not write, or not come in, where and until when.',
      ko: '누가 어디에서 언제까지 쓰거나 들어올 수 없는지 보여 줍니다.',
    },
  },
  access: { create: isModerator, read: isModerator, update: isModerator, delete: nobody },
  lockDocuments: false,
  defaultSort: '-createdAt',
  hooks: { beforeChange: [checkSanction], afterChange: [applySanction] },
  fields: [
    {
      name: 'account',
      type: 'relationship',
      relationTo: 'users',
      required: true,
      index: true,
      label: { en: 'Account', ko: '계정' },
      access: { update: nobody },
    },
    {
      name: 'kind',
      type: 'select',
      required: true,
      defaultValue: 'mute',
      label: { en: 'Kind', ko: '종류' },
      access: { update: nobody },
      options: [
        { value: 'mute', label: { en: 'Mute: may read, not write', ko: '발언 제한: 읽기만 가능' } },
        { value: 'ban', label: { en: 'Ban: may not come in', ko: '차단: 들어올 수 없음' } },
      ],
    },
    {
      name: 'room',
      type: 'relationship',
      relationTo: 'chat-rooms',
      index: true,
      label: { en: 'Room', ko: '대화방' },
      access: { update: nobody },
      admin: { description: { en: 'Empty for every room.', ko: '비워 두면 모든 대화방입니다.' } },
    },
    {
      name: 'until',
      type: 'date',
      label: { en: 'Until', ko: '기한' },
      admin: {
        date: { pickerAppearance: 'dayAndTime' },
        description: {
          en: 'Empty for good. A ban from one room has none: it lasts until it is lifted.',
          ko: '비워 두면 기한이 없습니다. 한 대화방의 차단은 해제할 때까지이므로 기한을 두지 않습니다.',
        },
      },
    },
    {
      name: 'reason',
      type: 'textarea',
      maxLength: 2000,
      label: { en: 'Reason', ko: '사유' },
    },
    {
      name: 'createdBy',
      type: 'relationship',
      relationTo: 'users',
      label: { en: 'Imposed by', ko: '내린 사람' },
      access: { create: nobody, update: nobody },
    },
    {
      name: 'liftedAt',
      type: 'date',
      label: { en: 'Lifted', ko: '해제한 때' },
      admin: { date: { pickerAppearance: 'dayAndTime' } },
    },
    {
      name: 'liftedBy',
      type: 'relationship',
      relationTo: 'users',
      label: { en: 'Lifted by', ko: '해제한 사람' },
      access: { create: nobody, update: nobody },
    },
  ],
};
