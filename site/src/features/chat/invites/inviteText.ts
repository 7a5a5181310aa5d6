import type { Texts } from '../../../app/locale';

const en = {
  start: 'Invite',
  title: 'Invite people',
  lead: 'Whoever opens the link joins this room.',
  expires: 'How long is it good for?',
  hours: { '1': '1 hour', '24': '1 day', '168': '7 days', '720': '30 days' },
  uses: 'How many people may use it?',
  usesOf: (count: number) => (count === 1 ? '1 person' : `${count} people`),
  create: 'Make a link',
  busy: 'Making the link…',
  cancel: 'Cancel',
  link: 'The link',
  linkHint: (when: string, uses: number) =>
    uses === 1 ? `For one person, until ${when}.` : `For ${uses} people, until ${when}.`,
  copy: 'Copy',
  copied: 'Copied.',
  share: 'Share',
  done: 'Done',
  page: {
    title: 'You are invited',
    text: 'This link takes you into a private room. You become its member, see what was said there, and can write. In some rooms everybody has an alias; the room shows you how you appear.',
    as: (name: string) => `You are here as ${name}.`,
    accept: 'Join the room',
    busy: 'Joining…',
    enter: 'Say who you are first:',
    ended: {
      title: 'This invite has ended',
      text: 'It has expired, was used up, or never existed. Ask whoever sent it for a new one.',
    },
    banned: {
      title: 'You cannot join this room',
      text: 'Its moderators have banned this account from it.',
    },
    rooms: 'To the rooms',
  },
};

const ko: typeof en = {
  start: '초대하기',
  title: '사람 초대하기',
  lead: '링크를 여는 사람이 이 방에 참여하게 됩니다.',
  expires: '언제까지 쓸 수 있나요?',
  hours: { '1': '1시간', '24': '1일', '168': '7일', '720': '30일' },
  uses: '몇 명이 쓸 수 있나요?',
  usesOf: (count) => `${count}명`,
  create: '링크 만들기',
  busy: '링크를 만드는 중…',
  cancel: '취소',
  link: '초대 링크',
  linkHint: (when, uses) => `${uses}명, ${when}까지 쓸 수 있습니다.`,
  copy: '복사',
  copied: '복사했습니다.',
  share: '공유',
  done: '닫기',
  page: {
    title: '초대를 받았습니다',
    text: '이 링크로 비공개 대화방에 들어갑니다. 멤버가 되어 지난 대화를 보고 글을 쓸 수 있습니다. 별명을 쓰는 방이라면 어떻게 보이는지 방에서 알려 드립니다.',
    as: (name) => `${name}(으)로 이용 중입니다.`,
    accept: '대화방 참여하기',
    busy: '참여하는 중…',
    enter: '먼저 누구인지 알려 주세요.',
    ended: {
      title: '더 이상 쓸 수 없는 초대입니다',
      text: '기한이 지났거나, 모두 사용되었거나, 없는 초대입니다. 보낸 사람에게 새 초대를 부탁해 보세요.',
    },
    banned: {
      title: '이 방에는 참여할 수 없습니다',
      text: '운영자가 이 계정의 참여를 막았습니다.',
    },
    rooms: '대화방으로',
  },
};

export const inviteText: Texts<typeof en> = { ko, en };
