/** The sections of the admin panel's navigation. */
export const groups = {
  content: { en: 'Content', ko: '콘텐츠' },
  people: { en: 'People', ko: '사람' },
  chat: { en: 'Chat', ko: '채팅' },
  safety: { en: 'Safety', ko: '안전' },
};
