import type { CollectionConfig } from 'payload';

import { isEditor } from '../access/is-editor';
import { publishedOrEditor } from '../access/published-or-editor';
import { groups } from '../admin-groups';
import { announcePublished, announceRemoved } from './announce-published';
import { callToAction } from './blocks/call-to-action';
import { chatEmbed } from './blocks/chat-embed';
import { faq } from './blocks/faq';
import { features } from './blocks/features';
import { gallery } from './blocks/gallery';
import { hero } from './blocks/hero';
import { richText } from './blocks/rich-text';
import { stats } from './blocks/stats';
import { key } from './key';
import { publicContent } from './public-content';

/** The sections of the landing page, from top to bottom in the order of the list. */
export const pageSections: CollectionConfig = {
  slug: 'page-sections',
  custom: publicContent,
  labels: {
    singular: { en: 'Page section', ko: '페이지 섹션' },
    plural: { en: 'Page sections', ko: '페이지 섹션' },
  },
  orderable: true,
  admin: {
    group: groups.content,
    useAsTitle: 'title',
    defaultColumns: ['title', 'key', '_status', 'updatedAt'],
    description: {
      en: 'The landing page, from top to bottom. Drag the rows to change the order.',
      ko: '첫 페이지를 위에서 아래로 보여 줍니다. 줄을 끌어 순서를 바꿉니다.',
    },
  },
  access: {
    create: isEditor,
    read: publishedOrEditor,
    readVersions: isEditor,
    update: isEditor,
    delete: isEditor,
  },
  versions: {
    maxPerDoc: 50,
    drafts: {
      // Payload's autosave eats what is typed meanwhile when it comes sooner than 800 ms.
      autosave: { interval: 1500 }, // 1.5 seconds
      schedulePublish: true,
    },
  },
  hooks: { afterChange: [announcePublished], afterDelete: [announceRemoved] },
  fields: [
    {
      name: 'title',
      type: 'text',
      label: { en: 'Name in this list', ko: '목록에서 보이는 이름' },
      required: true,
      localized: true,
      maxLength: 120,
    },
    key,
    {
      name: 'content',
      type: 'blocks',
      label: { en: 'Content', ko: '내용' },
      labels: {
        singular: { en: 'Block', ko: '블록' },
        plural: { en: 'Blocks', ko: '블록' },
      },
      required: true,
      minRows: 1,
      maxRows: 20,
      blocks: [hero, features, stats, faq, callToAction, gallery, richText, chatEmbed],
    },
  ],
};
