import type { CollectionConfig } from 'payload';

import { isModerator } from '../access/is-moderator';
import { nobody } from '../access/nobody';
import { excerptView, reportOverview } from '../admin-components';
import { groups } from '../admin-groups';
import { holdReported } from '../random/hold-reported';
import { auditReport, signReport } from './handle-report';
import { reportActEndpoint } from './report-acts';
import { reportReasons } from './report-reasons';

/** What people reported in the chat. Filed through the chat, handled by moderators in the admin. */
export const reports: CollectionConfig = {
  slug: 'reports',
  labels: {
    singular: { en: 'Report', ko: '신고' },
    plural: { en: 'Reports', ko: '신고' },
  },
  admin: {
    group: groups.safety,
    useAsTitle: 'reason',
    defaultColumns: ['reason', 'state', 'room', 'createdAt', 'handledAt'],
    description: {
      en: 'What people reported in the chat.',
      ko: '채팅에서 들어온 신고입니다.',
    },
  },
  access: { create: nobody, read: isModerator, update: isModerator, delete: nobody },
  // Those that nobody has handled come first.
  defaultSort: ['handledAt', '-createdAt'],
  hooks: { beforeChange: [signReport], afterChange: [auditReport, holdReported] },
  endpoints: [reportActEndpoint],
  fields: [
    {
      name: 'overview',
      type: 'ui',
      admin: { components: { Field: reportOverview }, disableListColumn: true },
    },
    {
      name: 'excerpt',
      type: 'json',
      label: { en: 'What was said', ko: '대화 내용' },
      access: { update: nobody },
      admin: {
        components: { Field: excerptView },
        description: {
          en: 'The messages around the reported one, as they were when it was reported.',
          ko: '신고한 때의 앞뒤 메시지입니다.',
        },
      },
    },
    {
      name: 'state',
      type: 'select',
      label: { en: 'State', ko: '상태' },
      required: true,
      defaultValue: 'open',
      index: true,
      options: [
        { value: 'open', label: { en: 'Open', ko: '접수' } },
        { value: 'resolved', label: { en: 'Resolved', ko: '조치함' } },
        { value: 'dismissed', label: { en: 'Dismissed', ko: '기각함' } },
      ],
    },
    {
      name: 'resolution',
      type: 'textarea',
      maxLength: 2000,
      label: { en: 'Resolution', ko: '처리 내용' },
    },
    {
      name: 'reason',
      type: 'select',
      label: { en: 'Reason', ko: '사유' },
      required: true,
      access: { update: nobody },
      options: Object.entries(reportReasons).map(([value, label]) => ({
        value,
        label: { ...label },
      })),
    },
    {
      name: 'note',
      type: 'textarea',
      maxLength: 2000,
      label: { en: 'Note of the reporter', ko: '신고자의 설명' },
      access: { update: nobody },
    },
    {
      name: 'room',
      type: 'relationship',
      relationTo: 'chat-rooms',
      required: true,
      index: true,
      label: { en: 'Room', ko: '대화방' },
      access: { update: nobody },
    },
    {
      name: 'message',
      type: 'relationship',
      relationTo: 'chat-messages',
      index: true,
      label: { en: 'Message', ko: '메시지' },
      access: { update: nobody },
    },
    {
      name: 'reported',
      type: 'relationship',
      relationTo: 'users',
      index: true,
      label: { en: 'Reported account', ko: '신고된 계정' },
      access: { update: nobody },
    },
    {
      name: 'participant',
      type: 'relationship',
      relationTo: 'chat-memberships',
      label: { en: 'Reported participant', ko: '신고된 참여자' },
      access: { update: nobody },
      admin: { hidden: true }, // the overview names them
    },
    {
      name: 'handledBy',
      type: 'relationship',
      relationTo: 'users',
      label: { en: 'Handled by', ko: '처리한 사람' },
      access: { create: nobody, update: nobody },
      admin: { position: 'sidebar', readOnly: true },
    },
    {
      name: 'handledAt',
      type: 'date',
      label: { en: 'Handled', ko: '처리한 때' },
      access: { create: nobody, update: nobody },
      admin: { position: 'sidebar', readOnly: true },
    },
    {
      name: 'reporter',
      type: 'relationship',
      relationTo: 'users',
      index: true,
      label: { en: 'Reporter', ko: '신고자' },
      access: { update: nobody },
    },
  ],
};
