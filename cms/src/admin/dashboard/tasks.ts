import type { CollectionSlug } from 'payload';

/** Something to do on the dashboard, with the words that tell it. */
export interface Task {
  collection: CollectionSlug;
  title: { ko: string; en: string };
  text: { ko: string; en: string };
}

/** What those who work in the panel come for; each sees what their role lets them change. */
export const tasks: readonly Task[] = [
  {
    collection: 'page-sections',
    title: { ko: '첫 페이지 고치기', en: 'Edit the landing page' },
    text: {
      ko: '섹션을 열어 고치고 ‘게시’를 누르면 사이트에 바로 보입니다. 위쪽에서 한국어와 영어를 바꿔 씁니다.',
      en: 'Open a section, change it and press “Publish changes”: the site shows it at once. Switch between Korean and English at the top.',
    },
  },
  {
    collection: 'site-stats',
    title: { ko: '지표 살피기', en: 'Look after the figures' },
    text: {
      ko: '직접 적는 값을 고치거나, 저절로 세는 값을 사이트에 더합니다.',
      en: 'Change the values you keep yourself, or add one that counts by itself.',
    },
  },
  {
    collection: 'chat-rooms',
    title: { ko: '대화방 열기', en: 'Open a room' },
    text: {
      ko: '대화방을 만들고 이름으로 말할지 익명으로 말할지 정합니다. 다 쓴 방은 보관합니다.',
      en: 'Make a room and decide whether people talk by name or anonymously. Archive it when it is done.',
    },
  },
  {
    collection: 'users',
    title: { ko: '함께 일할 사람 정하기', en: 'Choose who helps' },
    text: {
      ko: '계정을 열어 편집자나 중재자 역할을 줍니다.',
      en: 'Open an account and give it the role of editor or moderator.',
    },
  },
];

export const greetingWords = {
  ko: {
    greeting: (name: string) => `안녕하세요, ${name} 님`,
    lead: '무엇을 할까요?',
    site: '사이트 보기',
    reports: (open: number) => (open > 0 ? `열린 신고 ${open}건` : '열린 신고 없음'),
    reportsText: '신고된 대화를 읽고 숨기기, 발언 제한, 차단이나 기각으로 마칩니다.',
  },
  en: {
    greeting: (name: string) => `Hello, ${name}`,
    lead: 'What would you like to do?',
    site: 'See the site',
    reports: (open: number) =>
      open > 0 ? `${open} open ${open === 1 ? 'report' : 'reports'}` : 'No open reports',
    reportsText: 'Read what was said, then hide it, mute or ban, or dismiss the report.',
  },
};
