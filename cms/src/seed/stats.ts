import type { SiteStat } from '@coco-chat/collections';

import type { InBothLanguages } from './languages';

export type SeededStat = Pick<SiteStat, 'key' | 'label' | 'value' | 'unit' | 'source'>;

/**
 * The figures that a new site shows: three that count by themselves, whatever value is stored, and
 * one that an editor keeps.
 */
export const stats: readonly InBothLanguages<SeededStat>[] = [
  {
    key: 'online',
    label: { ko: '지금 접속한 사람', en: 'People online' },
    unit: { ko: '명', en: 'people' },
    value: 0,
    source: 'online',
  },
  {
    key: 'members',
    label: { ko: '함께하는 사람', en: 'Members' },
    unit: { ko: '명', en: 'people' },
    value: 0,
    source: 'members',
  },
  {
    key: 'messages-today',
    label: { ko: '오늘 오간 메시지', en: 'Messages today' },
    unit: { ko: '개', en: 'messages' },
    value: 0,
    source: 'messagesToday',
  },
  {
    key: 'languages',
    label: { ko: '함께 쓰는 언어', en: 'Languages, side by side' },
    unit: { ko: '개', en: 'languages' },
    value: 2,
    source: 'manual',
  },
];
