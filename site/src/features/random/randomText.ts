import type { Texts } from '../../app/locale';
import type { EndReason } from './match';

/** What is said when a session is over. */
interface Ending {
  readonly title: string;
  readonly text: string;
}

const endingsEn: Record<EndReason, Ending> = {
  LEFT: { title: 'You left', text: 'You ended this conversation elsewhere.' },
  PARTNER_LEFT: { title: 'They left', text: 'The other one has gone on.' },
  PARTNER_LOST: {
    title: 'Connection lost',
    text: 'The connection of the other one dropped, and did not come back.',
  },
  BLOCKED: { title: 'You blocked them', text: 'You will not meet again. They were told you left.' },
  MODERATED: {
    title: 'A moderator ended it',
    text: 'This conversation was ended by a moderator, or random chat was closed.',
  },
  UNHEARD: {
    title: 'It ended while you were away',
    text: 'Your connection was gone for too long, or the other one left meanwhile.',
  },
};

const endingsKo: typeof endingsEn = {
  LEFT: { title: '대화를 끝냈습니다', text: '다른 곳에서 이 대화를 끝냈습니다.' },
  PARTNER_LEFT: { title: '상대방이 나갔습니다', text: '상대방이 대화를 끝냈습니다.' },
  PARTNER_LOST: {
    title: '상대방의 연결이 끊겼습니다',
    text: '상대방이 기다리는 시간 안에 돌아오지 않았습니다.',
  },
  BLOCKED: {
    title: '차단했습니다',
    text: '이 사람과 다시 만나지 않습니다. 상대방에게는 나갔다고만 알려집니다.',
  },
  MODERATED: {
    title: '운영자가 대화를 끝냈습니다',
    text: '운영자가 이 대화를 끝냈거나 랜덤 채팅이 닫혔습니다.',
  },
  UNHEARD: {
    title: '자리를 비운 사이 끝났습니다',
    text: '연결이 너무 오래 끊겼거나, 그동안 상대방이 나갔습니다.',
  },
};

const en = {
  title: 'Random chat',
  lead: 'Talk with somebody you do not know: two people, no names, until one of you goes on.',
  toRooms: 'To the rooms',
  entrance: {
    safe: 'Nobody sees who you are. You can go on, report or block at any time.',
  },
  rules: {
    title: 'Before you begin',
    lead: 'These rules hold in every random chat.',
    label: 'Rules',
    isOfAge: (age: number) => `I am ${age} or older.`,
    ageMissing: (age: number) =>
      `Random chat is for people of ${age} or older. Confirm your age first.`,
    accept: 'I agree to the rules',
    busy: 'One moment…',
    decline: 'I do not agree',
  },
  declined: {
    title: 'Then not',
    text: 'Without the rules there is no random chat. The rooms are open to you all the same.',
    reopen: 'Read the rules again',
  },
  form: {
    start: 'Find somebody',
    language: 'Language',
    anyLanguage: 'Any language',
    languageHint: 'You first meet people who speak it.',
    interests: 'Interests (optional)',
    interestsHint: (most: number) =>
      `Whoever shares one comes first. Enter or a comma adds it; ${most} at most.`,
    placeholder: 'music, cooking, football…',
    remove: (interest: string) => `Remove ${interest}`,
    added: (interest: string) => `${interest} added`,
    removed: (interest: string) => `${interest} removed`,
    tooLong: (longest: number) => `An interest has ${longest} characters at most.`,
    tooMany: (most: number) => `${most} interests are the most there can be.`,
    tryAgainIn: (seconds: number) =>
      `That was a lot at once. You can look for somebody again in ${seconds} ${seconds === 1 ? 'second' : 'seconds'}.`,
  },
  waiting: {
    title: 'Looking for somebody…',
    entering: 'Getting you a place…',
    alone: 'Nobody else waits at the moment. As soon as somebody comes, you meet.',
    count: (others: number) =>
      others === 1
        ? 'One other person waits as well.'
        : `${others.toLocaleString('en')} other people wait as well.`,
    order:
      'First we look for a shared interest, then for your language, and after a few seconds for anybody.',
    elapsed: 'Waiting for',
    yourInterests: 'Your interests',
    stop: 'Stop looking',
    trouble: 'This does not work at the moment. Trying again…',
  },
  talk: {
    arrived: (name: string) => `${name} is here!`,
    announceArrived: (name: string, shared: readonly string[]) =>
      shared.length > 0
        ? `You are talking with ${name}. You share: ${shared.join(', ')}.`
        : `You are talking with ${name}.`,
    shared: 'You share',
    nothingShared: 'Somebody you do not know. Say hello!',
    away: (seconds: number) =>
      `Their connection dropped. This ends unless they are back within ${seconds} s.`,
    announceAway: (name: string) => `The connection of ${name} dropped. Waiting for them.`,
    awayOver: 'Their connection dropped. Waiting for the server…',
    announceBack: (name: string) => `${name} is back.`,
    next: 'Next',
    nextTitle: 'Next person (press Esc twice)',
    nextHint: 'Press Esc once more for the next person.',
    stop: 'Leave',
    report: 'Report',
    block: 'Block',
    leavingFailed: 'That did not reach the server.',
    tools: 'This conversation',
  },
  block: {
    title: (name: string) => `Block ${name}?`,
    text: 'The conversation ends at once, and you never meet again. They are told no more than that you left.',
    confirm: 'Block',
  },
  ended: {
    endings: endingsEn,
    next: 'Find somebody else',
    stop: 'That’s it for now',
  },
  superseded: {
    title: 'You went on in another tab',
    text: 'Random chat works in one place at a time.',
    takeOver: 'Go on here',
  },
  barred: {
    closed: {
      title: 'Random chat is closed',
      text: 'The moderators have closed it for now. Come back later.',
    },
    heldBack: {
      title: 'You cannot be matched at the moment',
      text: 'You are kept out of random chat for a while: others have reported you, or a moderator has decided so.',
    },
    muted: {
      title: 'You cannot be matched at the moment',
      text: 'Your account may not write at the moment. You can still read the rooms.',
    },
    until: (when: string) => `This lasts until ${when}.`,
    retry: 'Try again',
  },
};

const ko: typeof en = {
  title: '랜덤 채팅',
  lead: '모르는 사람과 단둘이 이야기해 보세요. 서로 이름을 모르고, 언제든 다음 사람으로 넘어갈 수 있습니다.',
  toRooms: '대화방으로 가기',
  entrance: {
    safe: '내가 누구인지 아무도 알 수 없습니다. 언제든 넘어가거나 신고하거나 차단할 수 있습니다.',
  },
  rules: {
    title: '시작하기 전에',
    lead: '모든 랜덤 채팅에서 지켜야 할 규칙입니다.',
    label: '규칙',
    isOfAge: (age) => `만 ${age}세 이상입니다.`,
    ageMissing: (age) =>
      `랜덤 채팅은 만 ${age}세 이상만 이용할 수 있습니다. 먼저 나이를 확인해 주세요.`,
    accept: '규칙에 동의합니다',
    busy: '잠시만 기다려 주세요…',
    decline: '동의하지 않습니다',
  },
  declined: {
    title: '동의하지 않으셨습니다',
    text: '규칙에 동의해야 랜덤 채팅을 할 수 있습니다. 대화방은 그대로 이용할 수 있습니다.',
    reopen: '규칙 다시 읽기',
  },
  form: {
    start: '상대 찾기',
    language: '언어',
    anyLanguage: '모든 언어',
    languageHint: '같은 언어를 쓰는 사람을 먼저 만납니다.',
    interests: '관심사 (선택)',
    interestsHint: (most) =>
      `관심사가 같은 사람을 먼저 만납니다. Enter나 쉼표로 추가하고, ${most}개까지 쓸 수 있습니다.`,
    placeholder: '음악, 요리, 축구…',
    remove: (interest) => `${interest} 지우기`,
    added: (interest) => `${interest} 추가됨`,
    removed: (interest) => `${interest} 지움`,
    tooLong: (longest) => `관심사는 ${longest}자까지 쓸 수 있습니다.`,
    tooMany: (most) => `관심사는 ${most}개까지 쓸 수 있습니다.`,
    tryAgainIn: (seconds) =>
      `한꺼번에 너무 많이 요청했습니다. ${seconds}초 뒤에 다시 찾을 수 있습니다.`,
  },
  waiting: {
    title: '상대를 찾고 있습니다…',
    entering: '자리를 마련하는 중…',
    alone: '지금은 기다리는 사람이 없습니다. 누군가 오면 바로 만납니다.',
    count: (others) => `다른 ${others.toLocaleString('ko')}명도 기다리고 있습니다.`,
    order: '관심사가 같은 사람, 같은 언어를 쓰는 사람, 몇 초 뒤에는 누구든 차례로 찾습니다.',
    elapsed: '기다린 시간',
    yourInterests: '내 관심사',
    stop: '그만 찾기',
    trouble: '지금은 되지 않습니다. 다시 시도하는 중…',
  },
  talk: {
    arrived: (name) => `${name} 님이 왔습니다!`,
    announceArrived: (name, shared) =>
      shared.length > 0
        ? `${name} 님과 대화를 시작합니다. 함께 좋아하는 것: ${shared.join(', ')}.`
        : `${name} 님과 대화를 시작합니다.`,
    shared: '함께 좋아하는 것',
    nothingShared: '처음 만나는 사람입니다. 인사를 건네 보세요!',
    away: (seconds) =>
      `상대방의 연결이 끊겼습니다. ${seconds}초 안에 돌아오지 않으면 대화가 끝납니다.`,
    announceAway: (name) => `${name} 님의 연결이 끊겼습니다. 기다리는 중입니다.`,
    awayOver: '상대방의 연결이 끊겼습니다. 서버의 답을 기다리는 중…',
    announceBack: (name) => `${name} 님이 돌아왔습니다.`,
    next: '다음',
    nextTitle: '다음 사람 (Esc 두 번)',
    nextHint: 'Esc를 한 번 더 누르면 다음 사람으로 넘어갑니다.',
    stop: '나가기',
    report: '신고',
    block: '차단',
    leavingFailed: '서버에 전해지지 않았습니다.',
    tools: '이 대화',
  },
  block: {
    title: (name) => `${name} 님을 차단할까요?`,
    text: '대화가 바로 끝나고 다시 만나지 않습니다. 상대방에게는 나갔다고만 알려집니다.',
    confirm: '차단',
  },
  ended: {
    endings: endingsKo,
    next: '다른 사람 찾기',
    stop: '그만하기',
  },
  superseded: {
    title: '다른 탭에서 이어 가고 있습니다',
    text: '랜덤 채팅은 한 번에 한 곳에서만 할 수 있습니다.',
    takeOver: '여기에서 이어 가기',
  },
  barred: {
    closed: {
      title: '랜덤 채팅이 닫혀 있습니다',
      text: '운영자가 잠시 닫아 두었습니다. 나중에 다시 와 주세요.',
    },
    heldBack: {
      title: '지금은 상대를 찾을 수 없습니다',
      text: '다른 사람들의 신고나 운영자의 결정으로 얼마 동안 랜덤 채팅을 이용할 수 없습니다.',
    },
    muted: {
      title: '지금은 상대를 찾을 수 없습니다',
      text: '지금은 글을 쓸 수 없는 계정입니다. 대화방을 읽을 수는 있습니다.',
    },
    until: (when) => `${when}까지입니다.`,
    retry: '다시 시도',
  },
};

export const randomText: Texts<typeof en> = { ko, en };
