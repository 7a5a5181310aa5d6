import type { SeededSection } from '../section';

export const hero: SeededSection = {
  key: 'hero',
  title: { ko: '첫 화면', en: 'Hero' },
  content: [
    {
      blockType: 'hero',
      eyebrow: {
        ko: '사이트와 커뮤니티를 한곳에서',
        en: 'Your site and its community, in one place',
      },
      heading: {
        ko: '읽고 지나가던 사람이 말을 거는 사이트',
        en: 'A site where readers start talking',
      },
      text: {
        ko: 'CoCo Chat은 콘텐츠와 채팅을 관리 화면 하나로 운영합니다. 글을 고치면 바로 사이트에 반영되고, 방문자는 그 자리에서 대화를 시작합니다.',
        en: 'CoCo Chat runs content and chat from a single admin panel. Publish a change and the site shows it; your visitors talk about it right there.',
      },
      actions: [
        {
          label: { ko: '대화방 둘러보기', en: 'Look into the rooms' },
          href: '/rooms',
          style: 'primary',
        },
        {
          label: { ko: '지금의 수치 보기', en: 'See today’s figures' },
          href: '/insights',
          style: 'secondary',
        },
      ],
    },
  ],
};
