import type { CollectionConfig } from 'payload';

import { attachmentReadable } from '../access/attachment-readable';
import { nobody } from '../access/nobody';
import { roomMemberMayAttach } from '../access/room-member-may-attach';
import { groups } from '../admin-groups';
import { checkUpload } from './attachments/check-upload';
import { attachmentTypes } from './attachments/file-kinds';
import { largestImage } from './attachments/image-limits';
import { attachmentHeaders } from './attachments/response-headers';
import { uploadInTurn } from './attachments/upload-in-turn';

/**
 * Images and files of messages, uploaded before the message that they belong to: `POST
 * /api/chat-attachments` as multipart/form-data, with the room in `_payload` (`{"room": "<id>"}`) and the
 * file in `file`. `directory` is where they are kept.
 */
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
  access: {
    create: roomMemberMayAttach,
    read: attachmentReadable,
    update: nobody,
    delete: nobody,
  },
  lockDocuments: false,
  disableDuplicate: true,
  hooks: { beforeOperation: [checkUpload] },
  endpoints: [uploadInTurn],
  upload: {
    staticDir: directory,
    mimeTypes: attachmentTypes,
    focalPoint: false,
    crop: false,
    pasteURL: false,
    // Encoding anew drops what a camera wrote into the file, its place above all. What moves goes on
    // moving: WebP has frames too.
    formatOptions: { format: 'webp', options: { quality: 86 } },
    resizeOptions: {
      width: largestImage.side,
      height: largestImage.side,
      fit: 'inside',
      withoutEnlargement: true,
    },
    constructorOptions: { limitInputPixels: largestImage.pixels },
    modifyResponseHeaders: attachmentHeaders,
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
