import type { Texts } from './locale';

const en = {
  skipToContent: 'Skip to content',
  home: 'CoCo Chat, home',
  mainMenu: 'Main',
  openMenu: 'Menu',
  rooms: 'Rooms',
  random: 'Random chat',
  insights: 'Insights',
  logIn: 'Log in',
  signUp: 'Sign up',
  account: 'Account',
  language: 'Language',
  lightColours: 'Light colours',
  darkColours: 'Dark colours',
  sessionEnded: 'Your session has ended. Log in again to go on.',
  guest: 'Guest',
  guestEnds: (when: string) => `You are here as a guest until ${when}.`,
  guestEnded: (name: string) =>
    `Your time as a guest, ${name}, is over. What you said stays in the rooms.`,
  keepAsAccount: 'Keep your name and messages: make an account',
  close: 'Close',
  cancel: 'Cancel',
  loading: 'Loading…',
  retry: 'Try again',
  unreachable: {
    title: 'We cannot reach the server',
    text: 'Your connection or the server may be down. Nothing you did is lost.',
  },
  notFound: {
    title: 'There is nothing here',
    text: 'The page may have moved, or the address may hold a typing error.',
    home: 'To the front page',
  },
  broken: {
    title: 'Something went wrong',
    text: 'This page stopped working. Loading it again usually helps.',
    reload: 'Load again',
  },
  footer: 'Content and conversation in one place.',
};

const ko: typeof en = {
  skipToContent: '본문으로 건너뛰기',
  home: 'CoCo Chat 처음으로',
  mainMenu: '주 메뉴',
  openMenu: '메뉴',
  rooms: '대화방',
  random: '랜덤 채팅',
  insights: '인사이트',
  logIn: '로그인',
  signUp: '가입하기',
  account: '내 계정',
  language: '언어',
  lightColours: '밝은 화면',
  darkColours: '어두운 화면',
  sessionEnded: '로그인이 만료되었습니다. 다시 로그인해 주세요.',
  guest: '게스트',
  guestEnds: (when) => `${when}까지 게스트로 이용할 수 있습니다.`,
  guestEnded: (name) =>
    `게스트 ${name} 님의 이용 시간이 끝났습니다. 남긴 메시지는 대화방에 그대로 있습니다.`,
  keepAsAccount: '이름과 메시지를 간직하려면 계정을 만드세요',
  close: '닫기',
  cancel: '취소',
  loading: '불러오는 중…',
  retry: '다시 시도',
  unreachable: {
    title: '서버에 연결할 수 없습니다',
    text: '인터넷 연결이나 서버에 문제가 있는 것 같습니다. 작성하신 내용은 사라지지 않습니다.',
  },
  notFound: {
    title: '찾으시는 페이지가 없습니다',
    text: '주소가 바뀌었거나 잘못 입력되었을 수 있습니다.',
    home: '첫 화면으로',
  },
  broken: {
    title: '문제가 생겼습니다',
    text: '페이지가 멈췄습니다. 새로고침하면 대부분 해결됩니다.',
    reload: '새로고침',
  },
  footer: '콘텐츠와 대화를 한곳에서.',
};

export const shellText: Texts<typeof en> = { ko, en };
