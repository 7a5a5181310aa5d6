import type { SeededSection } from '../section';

export const forEditors: SeededSection = {
  key: 'for-editors',
  title: { ko: '운영하는 사람에게', en: 'For those who run it' },
  content: [
    {
      blockType: 'features',
      heading: { ko: '관리 화면 하나면 충분합니다', en: 'One panel is enough' },
      text: {
        ko: '이 페이지의 모든 글과 수치, 대화방은 /admin에서 고칩니다. 개발자를 부를 일이 없습니다.',
        en: 'Every text, figure and room on this page is edited in /admin. No developer needed.',
      },
      items: [
        {
          icon: 'pencil',
          title: { ko: '초안, 저장, 게시', en: 'Draft, save, publish' },
          text: {
            ko: '쓰는 동안 저절로 저장되고, 준비되면 게시합니다. 예전 판으로 되돌릴 수도 있습니다.',
            en: 'Your draft saves itself as you write. Publish when it is ready, and go back to any earlier version.',
          },
        },
        {
          icon: 'globe',
          title: { ko: '두 언어를 나란히', en: 'Two languages, side by side' },
          text: {
            ko: '같은 섹션을 한국어와 영어로 씁니다. 아직 옮기지 않은 글은 한국어로 보입니다.',
            en: 'Write the same section in Korean and English. What is not translated yet appears in Korean.',
          },
        },
        {
          icon: 'chart',
          title: { ko: '수치를 한눈에', en: 'Figures at a glance' },
          text: {
            ko: '사람이 적는 수치와 저절로 세는 수치를 함께 보여 줍니다.',
            en: 'Show what you write down yourself next to what counts by itself.',
          },
        },
      ],
    },
  ],
};
