import type { Texts } from '../../app/locale';

const en = {
  logIn: {
    title: 'Log in',
    lead: 'Good to see you again.',
    submit: 'Log in',
    busy: 'Logging in…',
    other: 'No account yet?',
    otherLink: 'Sign up',
  },
  signUp: {
    title: 'Sign up',
    lead: 'A name, an address, a password: that is all.',
    submit: 'Make my account',
    busy: 'Making your account…',
    other: 'You have an account?',
    otherLink: 'Log in',
  },
  fields: {
    displayName: 'Name',
    displayNameHint: 'This is what others see in rooms.',
    email: 'E-mail address',
    password: 'Password',
    passwordHint: 'At least 8 characters.',
  },
  missing: {
    displayName: 'Say what others should call you.',
    email: 'This needs to be an e-mail address.',
    password: 'Type your password.',
    shortPassword: 'The password needs at least 8 characters.',
  },
  unreachable: 'The server cannot be reached. Check your connection and try again.',
  tryAgainIn: (duration: string) => `That was too often. Try again in ${duration}.`,
  guest: {
    name: 'Your name here (optional)',
    enter: 'Continue as a guest',
    busy: 'One moment…',
    or: 'Or with an account:',
    hint: 'No e-mail address, no password. Your time as a guest ends after a few days.',
    keepTitle: 'Keep your name and messages',
    keepLead:
      'You are here as a guest. With an e-mail address and a password this becomes your account, with your rooms and all you said.',
    keepSubmit: 'Make it my account',
    logInInstead: 'Logging in to another account leaves your guest name and its messages behind.',
  },
  guestAccount: {
    until: 'Guest until',
    keep: 'Make an account',
    leave: 'Leave as a guest',
    leaveTitle: 'Leave for good?',
    leaveText:
      'Nobody can come back as this guest: the name is gone, and what you said stays in the rooms. To keep both, make an account.',
    confirm: 'Leave',
  },
  account: {
    title: 'Account',
    name: 'Name',
    email: 'E-mail address',
    rooms: 'Go to the rooms',
    logOut: 'Log out',
    loggedOut: 'You are not logged in',
    loggedOutText: 'Log in to see your account.',
  },
  unsent: {
    title: (count: number) =>
      count === 1 ? 'One message is not sent yet' : `${count} messages are not sent yet`,
    text: 'They will be deleted from this device when you log out.',
    logOut: 'Log out anyway',
    stay: 'Stay',
  },
};

const ko: typeof en = {
  logIn: {
    title: '로그인',
    lead: '다시 만나서 반갑습니다.',
    submit: '로그인',
    busy: '로그인하는 중…',
    other: '아직 계정이 없으신가요?',
    otherLink: '가입하기',
  },
  signUp: {
    title: '가입하기',
    lead: '이름, 이메일, 비밀번호만 있으면 됩니다.',
    submit: '계정 만들기',
    busy: '계정을 만드는 중…',
    other: '이미 계정이 있으신가요?',
    otherLink: '로그인',
  },
  fields: {
    displayName: '이름',
    displayNameHint: '대화방에서 다른 사람에게 보이는 이름입니다.',
    email: '이메일',
    password: '비밀번호',
    passwordHint: '8자 이상이어야 합니다.',
  },
  missing: {
    displayName: '대화방에서 쓸 이름을 입력해 주세요.',
    email: '이메일 주소를 입력해 주세요.',
    password: '비밀번호를 입력해 주세요.',
    shortPassword: '비밀번호는 8자 이상이어야 합니다.',
  },
  unreachable: '서버에 연결할 수 없습니다. 인터넷 연결을 확인하고 다시 시도해 주세요.',
  tryAgainIn: (duration) => `너무 자주 요청했습니다. ${duration} 뒤에 다시 시도해 주세요.`,
  guest: {
    name: '사용할 이름 (선택)',
    enter: '게스트로 계속하기',
    busy: '잠시만 기다려 주세요…',
    or: '계정이 있으시다면:',
    hint: '이메일도 비밀번호도 필요 없습니다. 게스트 이용은 며칠 뒤에 끝납니다.',
    keepTitle: '이름과 메시지를 간직하세요',
    keepLead:
      '지금은 게스트로 이용하고 있습니다. 이메일과 비밀번호를 정하면 대화방과 메시지를 그대로 둔 채 내 계정이 됩니다.',
    keepSubmit: '내 계정으로 만들기',
    logInInstead: '다른 계정으로 로그인하면 게스트 이름과 메시지는 이어지지 않습니다.',
  },
  guestAccount: {
    until: '게스트 이용 기한',
    keep: '계정 만들기',
    leave: '게스트 이용 마치기',
    leaveTitle: '정말 나갈까요?',
    leaveText:
      '이 게스트로는 다시 돌아올 수 없습니다. 이름은 사라지고 남긴 메시지는 대화방에 남습니다. 둘 다 간직하려면 계정을 만드세요.',
    confirm: '나가기',
  },
  account: {
    title: '내 계정',
    name: '이름',
    email: '이메일',
    rooms: '대화방으로 가기',
    logOut: '로그아웃',
    loggedOut: '로그인하지 않았습니다',
    loggedOutText: '로그인하면 계정을 볼 수 있습니다.',
  },
  unsent: {
    title: (count) => `아직 보내지 못한 메시지가 ${count}개 있습니다`,
    text: '로그아웃하면 이 기기에서 삭제됩니다.',
    logOut: '그래도 로그아웃',
    stay: '머무르기',
  },
};

export const accountText: Texts<typeof en> = { ko, en };
