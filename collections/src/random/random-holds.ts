import type { CollectionConfig } from 'payload';

import { isModerator } from '../access/is-moderator';
import { nobody } from '../access/nobody';
import { holdTitle } from '../admin-components';
import { groups } from '../admin-groups';
import { announceHold } from './announce-hold';
import { checkHold } from './check-hold';

/** Who may not be matched with strangers, until when. They may use the rest of the chat. */
export const randomHolds: CollectionConfig = {
  slug: 'random-holds',
  labels: {
    singular: { en: 'Random match hold', ko: '랜덤 매칭 제한' },
    plural: { en: 'Random match holds', ko: '랜덤 매칭 제한' },
  },
  admin: {
    group: groups.safety,
    useAsTitle: 'account',
    listSearchableFields: ['reason'],
    defaultColumns: ['account', 'until', 'reporters', 'createdBy', 'liftedAt'],
    description: {
      en: 'Who is held back from the random match. Several people’s reports hold an account back by themselves; a moderator releases it or lets it run out.',
      ko: '랜덤 매칭을 쓸 수 없는 계정입니다. 여러 사람이 신고하면 자동으로 제한되고, 중재자가 풀거나 기한이 지나면 끝납니다.',
    },
  },
  access: { create: isModerator, read: isModerator, update: isModerator, delete: nobody },
  lockDocuments: false,
  defaultSort: '-createdAt',
  hooks: { beforeChange: [checkHold], afterChange: [announceHold] },
  // Of two holds that are made at the same moment, the database refuses one.
  indexes: [{ fields: ['account', 'number'], unique: true }],
  fields: [
    {
      name: 'title',
      type: 'ui',
      admin: { components: { Field: holdTitle }, disableListColumn: true },
    },
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
      name: 'until',
      type: 'date',
      required: true,
      label: { en: 'Until', ko: '기한' },
      admin: { date: { pickerAppearance: 'dayAndTime' } },
    },
    {
      name: 'reason',
      type: 'textarea',
      maxLength: 2000,
      label: { en: 'Reason', ko: '사유' },
    },
    {
      name: 'reporters',
      type: 'number',
      label: { en: 'People who reported', ko: '신고한 사람 수' },
      access: { create: nobody, update: nobody },
      admin: {
        readOnly: true,
        description: {
          en: 'How many different people, where the hold was made by their reports.',
          ko: '신고로 제한된 경우, 서로 다른 신고자의 수입니다.',
        },
      },
    },
    {
      name: 'number',
      type: 'number',
      min: 1,
      label: { en: 'Number of this hold', ko: '몇 번째 제한' },
      access: { create: nobody, update: nobody },
      admin: {
        readOnly: true,
        description: {
          en: 'Counts the holds of this account.',
          ko: '이 계정이 지금까지 받은 제한의 순서입니다.',
        },
      },
    },
    {
      name: 'createdBy',
      type: 'relationship',
      relationTo: 'users',
      label: { en: 'Held back by', ko: '제한한 사람' },
      access: { create: nobody, update: nobody },
      admin: {
        readOnly: true,
        description: {
          en: 'Empty where reports did it.',
          ko: '신고로 자동 제한되었으면 비어 있습니다.',
        },
      },
    },
    {
      name: 'liftedAt',
      type: 'date',
      label: { en: 'Released', ko: '해제한 때' },
      admin: { date: { pickerAppearance: 'dayAndTime' } },
    },
    {
      name: 'liftedBy',
      type: 'relationship',
      relationTo: 'users',
      label: { en: 'Released by', ko: '해제한 사람' },
      access: { create: nobody, update: nobody },
      admin: { readOnly: true },
    },
  ],
};
