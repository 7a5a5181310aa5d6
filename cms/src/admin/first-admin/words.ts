/** What the form of the first admin says, apart from the words that Payload has itself. */
export const firstAdminWords = {
  ko: {
    heading: '첫 관리자 만들기',
    text: '이 사이트에는 아직 계정이 없습니다. 지금 만드는 계정이 사이트와 채팅을 관리합니다.',
    displayName: '표시 이름',
    submit: '만들고 들어가기',
  },
  en: {
    heading: 'Become the first admin',
    text: 'This site has no account yet. The one you make now runs the site and its chat.',
    displayName: 'Display name',
    submit: 'Create and enter',
  },
};
