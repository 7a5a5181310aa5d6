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
