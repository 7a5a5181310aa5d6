import type { CollectionConfig, Field } from 'payload';

import { isModerator } from '../access/is-moderator';
import { nobody } from '../access/nobody';
import { publicRoomOrModerator } from '../access/public-room-or-moderator';
import { groups } from '../admin-groups';
import { announceRoomChange } from './announce-room';
import { auditRoomChange } from './audit-room';
import { usualEditWindowSeconds } from './edit-window';
import { slugFromTitle } from './slug-from-title';

/** How long after posting an author may still change a message. */
const changeWindow = (
  name: string,
  label: { en: string; ko: string },
  defaultValue?: number,
): Field => ({
  name,
  type: 'number',
  label,
  ...(defaultValue === undefined ? {} : { defaultValue }),
  min: 0,
  max: 10 * 365 * 24 * 60 * 60, // 10 years
  admin: {
    position: 'sidebar',
    description: {
      en: '0 for not at all; empty for as long as they like.',
      ko: '0이면 할 수 없고, 비워 두면 제한이 없습니다.',
    },
  },
});

/**
 * Chat rooms. Their counters stand in `chat-room-counters`, as the admin panel writes whole
 * documents back.
 */
export const chatRooms: CollectionConfig = {
  slug: 'chat-rooms',
  labels: {
    singular: { en: 'Room', ko: '대화방' },
    plural: { en: 'Rooms', ko: '대화방' },
  },
  admin: {
    group: groups.chat,
    useAsTitle: 'title',
    defaultColumns: ['title', 'slug', 'kind', 'identityMode', 'isArchived'],
    description: {
      en: 'Public rooms are open to everybody. A room is archived, not deleted: its messages stay.',
      ko: '공개 대화방에는 누구나 들어옵니다. 대화방은 지우지 않고 보관합니다. 메시지는 남습니다.',
    },
  },
  access: {
    create: isModerator,
    read: publicRoomOrModerator,
    update: isModerator,
    delete: nobody,
  },
  hooks: { afterChange: [auditRoomChange, announceRoomChange] },
  indexes: [{ fields: ['kind', 'createdAt'] }],
  fields: [
    {
      name: 'title',
      type: 'text',
      label: { en: 'Title', ko: '이름' },
      required: true,
      minLength: 1,
      maxLength: 80,
    },
    {
      name: 'slug',
      type: 'text',
      label: { en: 'Address', ko: '주소' },
      required: true,
      unique: true,
      index: true,
      maxLength: 80,
      hooks: { beforeValidate: [slugFromTitle] },
      validate: (value: string | null | undefined) =>
        /^[\p{L}\p{N}]+(-[\p{L}\p{N}]+)*$/u.test(value ?? '') ||
        'Letters, digits and single hyphens only.',
      admin: {
        position: 'sidebar',
        description: {
          en: 'The end of the room’s web address. Made from the title when left empty.',
          ko: '대화방 웹 주소의 끝부분입니다. 비워 두면 이름으로 만듭니다.',
        },
      },
    },
    {
      name: 'topic',
      type: 'textarea',
      label: { en: 'Topic', ko: '주제' },
      maxLength: 280,
    },
    {
      name: 'kind',
      type: 'select',
      label: { en: 'Kind', ko: '종류' },
      required: true,
      defaultValue: 'public',
      index: true,
      options: [
        { value: 'public', label: { en: 'Public', ko: '공개' } },
        { value: 'private', label: { en: 'Private', ko: '비공개' } },
        { value: 'random', label: { en: 'Random match', ko: '랜덤 매칭' } },
      ],
      access: { update: nobody },
      admin: { position: 'sidebar' },
    },
    {
      name: 'identityMode',
      type: 'select',
      label: { en: 'Names', ko: '이름 표시' },
      required: true,
      defaultValue: 'real',
      options: [
        { value: 'real', label: { en: 'Display names', ko: '표시 이름' } },
        { value: 'anonymous', label: { en: 'Anonymous', ko: '익명' } },
      ],
      access: { update: nobody },
      admin: {
        position: 'sidebar',
        description: {
          en: 'Cannot be changed later: what was said anonymously stays so.',
          ko: '나중에 바꿀 수 없습니다. 익명으로 한 말은 익명으로 남습니다.',
        },
      },
    },
    {
      name: 'isArchived',
      type: 'checkbox',
      label: { en: 'Archived', ko: '보관됨' },
      required: true,
      defaultValue: false,
      admin: {
        position: 'sidebar',
        description: {
          en: 'Can be read, but not written to.',
          ko: '읽을 수는 있지만 쓸 수 없습니다.',
        },
      },
    },
    {
      name: 'slowModeSeconds',
      type: 'number',
      label: { en: 'Slow mode (seconds)', ko: '슬로 모드(초)' },
      required: true,
      defaultValue: 0,
      min: 0,
      max: 21_600, // 6 hours
      admin: {
        position: 'sidebar',
        description: {
          en: 'Least time between two messages of one member; 0 for none.',
          ko: '한 사람이 두 메시지 사이에 기다리는 시간입니다. 0이면 없습니다.',
        },
      },
    },
    changeWindow(
      'editWindowSeconds',
      { en: 'Authors may edit for (seconds)', ko: '작성자가 고칠 수 있는 시간(초)' },
      usualEditWindowSeconds,
    ),
    changeWindow('deleteWindowSeconds', {
      en: 'Authors may delete for (seconds)',
      ko: '작성자가 지울 수 있는 시간(초)',
    }),
    {
      name: 'createdBy',
      type: 'relationship',
      relationTo: 'users',
      label: { en: 'Created by', ko: '만든 사람' },
      access: { create: nobody, update: nobody },
      admin: { position: 'sidebar', readOnly: true },
      hooks: {
        beforeChange: [
          ({ operation, req, value }): unknown =>
            operation === 'create' ? ((value as unknown) ?? req.user?.id ?? null) : value,
        ],
      },
    },
  ],
};
