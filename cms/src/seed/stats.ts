import type { SiteStat } from '@coco-chat/collections';

import type { InBothLanguages } from './languages';

export type SeededStat = Pick<SiteStat, 'key' | 'label' | 'value' | 'unit' | 'source'>;

/**
 * The figures that a new site shows: two that count by themselves, whatever value is stored, and
 * two that an editor keeps.
 */
export const stats: readonly InBothLanguages<SeededStat>[] = [
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
  {
    key: 'start-command',
    label: { ko: '시작에 필요한 명령', en: 'Commands to start' },
    unit: { ko: '개', en: 'command' },
    value: 1,
    source: 'manual',
  },
];
