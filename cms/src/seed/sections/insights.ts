import type { SeededSection } from '../section';

/** @param stats the ids of the figures to show */
export const insights = (stats: string[]): SeededSection => ({
  key: 'insights',
  title: { ko: '오늘의 수치', en: 'Today in figures' },
  content: [
    {
      blockType: 'stats',
      heading: { ko: '지금 이 사이트에서는', en: 'Right now, on this site' },
      text: {
        ko: '사람과 대화의 수는 실제 기록에서 바로 셉니다. 나머지는 편집자가 적습니다.',
        en: 'People and conversations are counted from what really happened. An editor keeps the rest.',
      },
      stats,
    },
  ],
});
