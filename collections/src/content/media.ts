import type { CollectionConfig } from 'payload';

import { anyone } from '../access/anyone';
import { isEditor } from '../access/is-editor';
import { groups } from '../admin-groups';
import { line } from './localized-text';
import { publicContent } from './public-content';

/** Images of the site. `directory` is where their files are kept. */
export const createMedia = (directory: string): CollectionConfig => ({
  slug: 'media',
  custom: publicContent,
  labels: {
    singular: { en: 'Image', ko: '이미지' },
    plural: { en: 'Media', ko: '미디어' },
  },
  admin: { group: groups.content, useAsTitle: 'filename' },
  access: { create: isEditor, read: anyone, update: isEditor, delete: isEditor },
  upload: {
    staticDir: directory,
    // No SVG: it can carry scripts.
    mimeTypes: ['image/jpeg', 'image/png', 'image/webp', 'image/gif', 'image/avif'],
    // Encoding anew drops what a camera wrote into the file, its place above all.
    formatOptions: { format: 'webp', options: { quality: 86 } },
    focalPoint: true,
    adminThumbnail: 'thumbnail',
    imageSizes: [
      { name: 'thumbnail', width: 320, height: 240 },
      { name: 'card', width: 768, height: 576 },
      { name: 'wide', width: 1600, withoutEnlargement: true },
    ],
  },
  fields: [line('alt', { en: 'Alternative text', ko: '대체 텍스트' }, { required: true })],
});
