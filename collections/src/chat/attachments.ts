import type { CollectionConfig } from 'payload';

import { isModerator } from '../access/is-moderator';
import { nobody } from '../access/nobody';
import { groups } from '../admin-groups';

/** Images and files of messages. `directory` is where they are kept. */
export const createChatAttachments = (directory: string): CollectionConfig => ({
  slug: 'chat-attachments',
  labels: {
    singular: { en: 'Attachment', ko: '첨부 파일' },
    plural: { en: 'Attachments', ko: '첨부 파일' },
  },
  admin: {
    group: groups.chat,
    useAsTitle: 'filename',
    defaultColumns: ['filename', 'room', 'message', 'filesize', 'createdAt'],
  },
  access: { create: nobody, read: isModerator, update: nobody, delete: nobody },
  lockDocuments: false,
  upload: {
    staticDir: directory,
    focalPoint: false,
    crop: false,
  },
  fields: [
    {
      name: 'room',
      type: 'relationship',
      relationTo: 'chat-rooms',
      required: true,
      index: true,
      label: { en: 'Room', ko: '대화방' },
    },
    {
      name: 'owner',
      type: 'relationship',
      relationTo: 'users',
      required: true,
      index: true,
      label: { en: 'Uploaded by', ko: '올린 사람' },
    },
    {
      name: 'message',
      type: 'relationship',
      relationTo: 'chat-messages',
      index: true,
      label: { en: 'Message', ko: '메시지' },
      admin: {
        description: { en: 'Empty until it is posted.', ko: '보내기 전에는 비어 있습니다.' },
      },
    },
    {
      name: 'originalName',
      type: 'text',
      required: true,
      maxLength: 200,
      label: { en: 'Name of the file', ko: '파일 이름' },
    },
  ],
});
