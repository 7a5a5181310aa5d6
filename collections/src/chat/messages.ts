import type { CollectionConfig, Field } from 'payload';

import { isModerator } from '../access/is-moderator';
import { nobody } from '../access/nobody';
import { jsonView } from '../admin-components';
import { groups } from '../admin-groups';
import type { ChatMessage } from '../payload-types';
import { messageTextFault, normalMessageText } from './message-text';
import { authorName } from './name-in-room';
import { findModeration, keepWhatWasSent } from './moderate-message';

const whenAndByWhom = (name: string, label: { en: string; ko: string }): Field[] => [
  { name: `${name}At`, type: 'date', label },
  {
    name: `${name}By`,
    type: 'relationship',
    relationTo: 'users',
    label: { en: `${label.en} by`, ko: `${label.ko} (누가)` },
  },
];

/** Written by the chat alone; moderators read it. */
const keptByChat = (field: Field): Field =>
  ({ ...field, access: { update: nobody }, admin: { readOnly: true, ...field.admin } }) as Field;

const messageText: Field = {
  name: 'text',
  type: 'textarea',
  label: { en: 'Text', ko: '내용' },
  hooks: {
    beforeValidate: [
      ({ value }): unknown => (typeof value === 'string' ? normalMessageText(value) : value),
    ],
  },
  validate: (value, { siblingData }) => {
    const text = value ?? '';
    const { kind } = siblingData as Partial<ChatMessage>;
    // A file says enough by itself.
    return (kind === 'file' && text === '') || (messageTextFault(text) ?? true);
  },
};

const isHidden: Field = {
  name: 'isHidden',
  type: 'checkbox',
  virtual: true,
  label: { en: 'Hide from everybody in the chat', ko: '채팅에서 모두에게 숨기기' },
  admin: {
    readOnly: false, // as virtual fields are otherwise
    description: {
      en: 'The message keeps its place, and nobody can read it. Untick to show it again.',
      ko: '메시지의 자리는 남고 아무도 읽을 수 없습니다. 선택을 풀면 다시 보입니다.',
    },
  },
  hooks: {
    afterRead: [({ siblingData }) => Boolean((siblingData as Partial<ChatMessage>).hiddenAt)],
  },
};

const kept: Field[] = [
  {
    name: 'room',
    type: 'relationship',
    relationTo: 'chat-rooms',
    required: true,
    label: { en: 'Room', ko: '대화방' },
  },
  { name: 'seq', type: 'number', required: true, label: { en: 'Number', ko: '번호' } },
  { name: 'revision', type: 'number', required: true, label: { en: 'Revision', ko: '리비전' } },
  {
    name: 'kind',
    type: 'select',
    required: true,
    defaultValue: 'text',
    label: { en: 'Kind', ko: '종류' },
    options: [
      { value: 'text', label: { en: 'Text', ko: '글' } },
      { value: 'file', label: { en: 'File', ko: '파일' } },
      { value: 'system', label: { en: 'System', ko: '시스템' } },
    ],
  },
  {
    name: 'payload',
    type: 'json',
    label: { en: 'Payload', ko: '첨부 데이터' },
    admin: {
      components: { Field: jsonView },
      description: {
        en: 'Structured content that the client attached.',
        ko: '클라이언트가 덧붙인 구조화된 내용입니다.',
      },
    },
  },
  {
    name: 'author',
    type: 'relationship',
    relationTo: 'users',
    label: { en: 'Author', ko: '작성자' },
  },
  {
    name: 'membership',
    type: 'relationship',
    relationTo: 'chat-memberships',
    label: { en: 'Author in the room', ko: '방에서의 작성자' },
    admin: { hidden: true }, // `authorName` says more
  },
  {
    name: 'clientMessageId',
    type: 'text',
    required: true,
    label: { en: 'Client message ID', ko: '클라이언트 메시지 ID' },
  },
  {
    name: 'replyTo',
    type: 'relationship',
    relationTo: 'chat-messages',
    label: { en: 'Reply to', ko: '답장 대상' },
  },
  {
    name: 'mentions',
    type: 'json',
    label: { en: 'Mentioned participants', ko: '언급된 참여자' },
    admin: { components: { Field: jsonView } },
  },
  {
    name: 'reactions',
    type: 'json',
    label: { en: 'Reactions', ko: '반응' },
    admin: { components: { Field: jsonView } },
  },
  {
    name: 'createdBy',
    type: 'relationship',
    relationTo: 'users',
    label: { en: 'Created by', ko: '작성 (누가)' },
  },
  ...whenAndByWhom('edited', { en: 'Edited', ko: '수정' }),
  ...whenAndByWhom('deleted', { en: 'Deleted', ko: '삭제' }),
  ...whenAndByWhom('hidden', { en: 'Hidden', ko: '숨김' }),
  {
    name: 'addressHash',
    type: 'text',
    label: { en: 'Address (keyed hash)', ko: '주소(키 해시)' },
    admin: {
      description: {
        en: 'Tells whether two messages came from one address, and not which.',
        ko: '두 메시지가 같은 주소에서 왔는지만 알 수 있고 주소 자체는 알 수 없습니다.',
      },
    },
  },
  { name: 'userAgent', type: 'text', label: { en: 'User agent', ko: '사용자 에이전트' } },
];

/** Every message ever posted, with its audit columns. Written through the chat's message store. */
export const chatMessages: CollectionConfig = {
  slug: 'chat-messages',
  labels: {
    singular: { en: 'Message', ko: '메시지' },
    plural: { en: 'Messages', ko: '메시지' },
  },
  admin: {
    group: groups.chat,
    useAsTitle: 'text',
    defaultColumns: ['text', 'authorName', 'room', 'seq', 'createdAt'],
    description: {
      en: 'What people write in the rooms. What is changed here is seen in the chat at once.',
      ko: '대화방에 올라온 메시지입니다. 여기서 고치면 채팅에 바로 보입니다.',
    },
  },
  access: { create: nobody, read: isModerator, update: isModerator, delete: nobody },
  hooks: { beforeOperation: [keepWhatWasSent], beforeChange: [findModeration] },
  lockDocuments: false,
  defaultSort: '-createdAt',
  indexes: [
    { fields: ['room', 'seq'], unique: true },
    { fields: ['room', 'revision'] },
    // The author first, as accounts are looked for by it too.
    { fields: ['author', 'room', 'clientMessageId'], unique: true },
  ],
  forceSelect: { membership: true },
  fields: [messageText, isHidden, authorName, ...kept.map(keptByChat)],
};
