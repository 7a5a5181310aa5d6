import type { CollectionConfig, Field } from 'payload';

import { isModerator } from '../access/is-moderator';
import { nobody } from '../access/nobody';
import { randomFiguresView, sessionOverview } from '../admin-components';
import { groups } from '../admin-groups';
import { endSessionEndpoint } from './end-session';

const waitOf = (participant: 'A' | 'B'): Field => ({
  name: `waitMs${participant}`,
  type: 'number',
  min: 0,
  label: { en: `${participant} had waited (ms)`, ko: `${participant}가 기다린 시간(ms)` },
});

/** One meeting of two strangers, participants A and B, in a room of its own. */
export const randomSessions: CollectionConfig = {
  slug: 'random-sessions',
  labels: {
    singular: { en: 'Random session', ko: '랜덤 대화' },
    plural: { en: 'Random sessions', ko: '랜덤 대화' },
  },
  admin: {
    group: groups.chat,
    useAsTitle: 'startedAt',
    listSearchableFields: ['language', 'sharedInterests'],
    defaultColumns: ['startedAt', 'state', 'endReason', 'endedAt'],
    description: {
      en: 'Conversations of two strangers, newest first. Who they are stays hidden.',
      ko: '모르는 두 사람의 대화를 최신순으로 보여 줍니다. 누구인지는 보이지 않습니다.',
    },
    components: { beforeListTable: [randomFiguresView] },
  },
  access: { create: nobody, read: isModerator, update: nobody, delete: nobody },
  lockDocuments: false,
  defaultSort: '-startedAt',
  endpoints: [endSessionEndpoint],
  indexes: [
    { fields: ['startedAt', 'createdAt'] },
    { fields: ['state', 'startedAt'] },
    { fields: ['participantA', 'startedAt'] },
    { fields: ['participantB', 'startedAt'] },
    { fields: ['messagesDeletedAt', 'endedAt'] },
  ],
  fields: [
    {
      name: 'overview',
      type: 'ui',
      admin: { components: { Field: sessionOverview }, disableListColumn: true },
    },
    {
      name: 'room',
      type: 'relationship',
      relationTo: 'chat-rooms',
      required: true,
      index: true,
      label: { en: 'Room', ko: '대화방' },
    },
    {
      name: 'participantA',
      type: 'relationship',
      relationTo: 'users',
      required: true,
      label: { en: 'Participant A', ko: '참여자 A' },
    },
    {
      name: 'participantB',
      type: 'relationship',
      relationTo: 'users',
      required: true,
      label: { en: 'Participant B', ko: '참여자 B' },
    },
    {
      name: 'state',
      type: 'select',
      required: true,
      defaultValue: 'active',
      label: { en: 'State', ko: '상태' },
      options: [
        { value: 'active', label: { en: 'Active', ko: '진행 중' } },
        { value: 'ended', label: { en: 'Ended', ko: '끝남' } },
      ],
    },
    {
      name: 'startedAt',
      type: 'date',
      required: true,
      label: { en: 'Started', ko: '시작' },
      admin: { date: { pickerAppearance: 'dayAndTime' } },
    },
    {
      name: 'endedAt',
      type: 'date',
      label: { en: 'Ended', ko: '끝' },
      admin: { date: { pickerAppearance: 'dayAndTime' } },
    },
    {
      name: 'endReason',
      type: 'select',
      label: { en: 'Why it ended', ko: '끝난 이유' },
      options: [
        { value: 'left', label: { en: 'One left', ko: '나감' } },
        { value: 'lost', label: { en: 'Connection lost', ko: '연결 끊김' } },
        { value: 'blocked', label: { en: 'Blocked', ko: '차단' } },
        { value: 'moderated', label: { en: 'Ended by a moderator', ko: '중재자가 끝냄' } },
      ],
    },
    {
      name: 'endedBy',
      type: 'relationship',
      relationTo: 'users',
      label: { en: 'Ended by', ko: '끝낸 사람' },
    },
    { name: 'language', type: 'text', label: { en: 'Language', ko: '언어' } },
    {
      name: 'sharedInterests',
      type: 'text',
      hasMany: true,
      label: { en: 'Shared interests', ko: '공통 관심사' },
    },
    waitOf('A'),
    waitOf('B'),
    {
      name: 'messagesDeletedAt',
      type: 'date',
      label: { en: 'Messages deleted', ko: '메시지를 지운 때' },
      admin: {
        date: { pickerAppearance: 'dayAndTime' },
        description: {
          en: 'What was said is deleted some time after the end, unless it was reported.',
          ko: '신고되지 않은 대화는 끝나고 얼마 뒤에 내용을 지웁니다.',
        },
      },
    },
  ],
};
