import type { CollectionConfig } from 'payload';

import { isAdmin } from '../access/is-admin';
import { nobody } from '../access/nobody';
import { jsonView } from '../admin-components';
import { groups } from '../admin-groups';

/** Who did what, to what, when. Written by the server alone; nobody can change or delete a line. */
export const auditLog: CollectionConfig = {
  slug: 'audit-log',
  labels: {
    singular: { en: 'Audit entry', ko: '감사 기록' },
    plural: { en: 'Audit log', ko: '감사 기록' },
  },
  admin: {
    group: groups.safety,
    useAsTitle: 'action',
    defaultColumns: ['createdAt', 'actor', 'action', 'targetCollection', 'targetId'],
    description: {
      en: 'Who did what, and when. Nobody can change or delete an entry.',
      ko: '누가 언제 무엇을 했는지 남깁니다. 아무도 고치거나 지울 수 없습니다.',
    },
  },
  access: { create: nobody, read: isAdmin, update: nobody, delete: nobody },
  lockDocuments: false,
  defaultSort: '-createdAt',
  fields: [
    {
      name: 'actor',
      type: 'relationship',
      relationTo: 'users',
      index: true,
      label: { en: 'Actor', ko: '행위자' },
      admin: {
        description: { en: 'Empty for the system itself.', ko: '시스템이면 비어 있습니다.' },
      },
    },
    {
      name: 'action',
      type: 'text',
      required: true,
      index: true,
      label: { en: 'Action', ko: '행위' },
    },
    {
      name: 'targetCollection',
      type: 'text',
      required: true,
      label: { en: 'Target collection', ko: '대상 컬렉션' },
    },
    {
      name: 'targetId',
      type: 'text',
      required: true,
      index: true,
      label: { en: 'Target ID', ko: '대상 ID' },
    },
    {
      name: 'details',
      type: 'json',
      label: { en: 'Details', ko: '내용' },
      admin: { components: { Field: jsonView } },
    },
  ],
};
