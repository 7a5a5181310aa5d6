import type { CollectionConfig } from 'payload';

import { isModerator } from '../access/is-moderator';
import { nobody } from '../access/nobody';
import { groups } from '../admin-groups';
import { memberName } from './name-in-room';

/** Who belongs to which room, and as whom the others there see them. Written through the chat. */
export const chatMemberships: CollectionConfig = {
  slug: 'chat-memberships',
  labels: {
    singular: { en: 'Membership', ko: '참여' },
    plural: { en: 'Memberships', ko: '참여' },
  },
  admin: {
    group: groups.chat,
    useAsTitle: 'participantId',
    defaultColumns: ['name', 'room', 'role', 'joinedAt', 'leftAt'],
    listSearchableFields: ['alias', 'participantId'],
    description: {
      en: 'Who belongs to which room. People join and leave in the chat.',
      ko: '누가 어느 대화방에 있는지 보여 줍니다. 들어오고 나가는 일은 채팅에서 합니다.',
    },
  },
  access: { create: nobody, read: isModerator, update: nobody, delete: nobody },
  lockDocuments: false,
  indexes: [
    { fields: ['room', 'user'], unique: true },
    { fields: ['room', 'participantId'], unique: true },
    { fields: ['room', 'alias'] },
    { fields: ['room', 'joinedAt'] },
  ],
  forceSelect: { alias: true, user: true },
  fields: [
    memberName,
    {
      name: 'room',
      type: 'relationship',
      relationTo: 'chat-rooms',
      required: true,
      label: { en: 'Room', ko: '대화방' },
    },
    {
      name: 'user',
      type: 'relationship',
      relationTo: 'users',
      required: true,
      index: true,
      label: { en: 'Account', ko: '계정' },
    },
    {
      name: 'participantId',
      type: 'text',
      required: true,
      label: { en: 'Participant ID', ko: '참여자 ID' },
      admin: {
        description: {
          en: 'Random, and means nothing outside this room.',
          ko: '무작위 값이며 이 대화방 밖에서는 뜻이 없습니다.',
        },
      },
    },
    { name: 'alias', type: 'text', label: { en: 'Alias', ko: '별명' } },
    {
      name: 'role',
      type: 'select',
      required: true,
      defaultValue: 'member',
      label: { en: 'Role in the room', ko: '방에서의 역할' },
      options: [
        { value: 'owner', label: { en: 'Owner', ko: '방장' } },
        { value: 'moderator', label: { en: 'Moderator', ko: '중재자' } },
        { value: 'member', label: { en: 'Member', ko: '회원' } },
      ],
    },
    {
      name: 'lastReadSeq',
      type: 'number',
      required: true,
      defaultValue: 0,
      min: 0,
      label: { en: 'Read up to', ko: '읽은 위치' },
    },
    { name: 'mutedUntil', type: 'date', label: { en: 'Muted until', ko: '발언 제한 기한' } },
    { name: 'joinedAt', type: 'date', required: true, label: { en: 'Joined', ko: '들어온 때' } },
    {
      name: 'leftAt',
      type: 'date',
      label: { en: 'Left', ko: '나간 때' },
      admin: {
        description: {
          en: 'Who comes back is the same participant again.',
          ko: '다시 들어오면 같은 참여자로 이어집니다.',
        },
      },
    },
    { name: 'bannedAt', type: 'date', label: { en: 'Banned', ko: '내보낸 때' } },
  ],
};
