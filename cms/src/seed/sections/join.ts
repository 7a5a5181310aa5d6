import type { SeededSection } from '../section';

export const join: SeededSection = {
  key: 'join',
  title: { ko: '함께하기', en: 'Join in' },
  content: [
    {
      blockType: 'callToAction',
      heading: { ko: '한마디면 시작입니다', en: 'It starts with one line' },
      text: {
        ko: '가입하고 광장에 인사를 남겨 보세요.',
        en: 'Sign up and leave a hello in the lobby.',
      },
      actions: [
        { label: { ko: '가입하기', en: 'Sign up' }, href: '/signup', style: 'primary' },
        {
          label: { ko: '광장으로 가기', en: 'Go to the lobby' },
          href: '/rooms/lobby',
          style: 'secondary',
        },
      ],
    },
  ],
};
