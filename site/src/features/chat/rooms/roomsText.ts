import type { Texts } from '../../../app/locale';

const en = {
  mine: 'My rooms',
  others: 'More rooms',
  create: 'Open a room',
  guest: 'With an account you can open rooms of your own.',
  guestLink: 'Make an account',
  online: (count: number) => `${count.toLocaleString('en')} online`,
  unread: (count: number) => (count === 1 ? '1 unread message' : `${count} unread messages`),
  mention: 'You were mentioned',
  nothingElse: 'No other room matches.',
  form: {
    title: 'Title',
    topic: 'What is it about? (optional)',
    kind: 'Who may come in?',
    kinds: {
      PUBLIC: {
        label: 'Everybody',
        explanation: 'It is in the list; everybody can read and join.',
      },
      PRIVATE: {
        label: 'Whoever is invited',
        explanation: 'Only its members see it. Others come in by a link that you give them.',
      },
    },
    identity: 'How do people appear?',
    identities: {
      REAL: { label: 'By their names', explanation: 'Everybody sees the name of your account.' },
      ANONYMOUS: {
        label: 'Anonymously',
        explanation:
          'Everybody gets an alias for this room; no member learns who is behind another. This cannot be changed.',
      },
    },
    submit: 'Open the room',
    busy: 'Opening…',
    cancel: 'Cancel',
    missingTitle: 'Give the room a title.',
    forbidden: 'This account may not open rooms.',
  },
};

const ko: typeof en = {
  mine: '내 대화방',
  others: '다른 대화방',
  create: '대화방 만들기',
  guest: '계정을 만들면 직접 대화방을 열 수 있습니다.',
  guestLink: '계정 만들기',
  online: (count) => `${count.toLocaleString('ko')}명 접속 중`,
  unread: (count) => `읽지 않은 메시지 ${count}개`,
  mention: '나를 언급한 메시지가 있습니다',
  nothingElse: '다른 대화방 중에는 맞는 것이 없습니다.',
  form: {
    title: '제목',
    topic: '어떤 이야기를 나누나요? (선택)',
    kind: '누가 들어올 수 있나요?',
    kinds: {
      PUBLIC: { label: '누구나', explanation: '목록에 보이고, 누구나 읽고 참여할 수 있습니다.' },
      PRIVATE: {
        label: '초대받은 사람만',
        explanation: '멤버에게만 보입니다. 다른 사람은 초대 링크로 들어옵니다.',
      },
    },
    identity: '서로 어떻게 보이나요?',
    identities: {
      REAL: { label: '이름으로', explanation: '계정의 이름이 모두에게 보입니다.' },
      ANONYMOUS: {
        label: '익명으로',
        explanation:
          '이 방에서만 쓰는 별명을 받고, 다른 멤버는 누구인지 알 수 없습니다. 나중에 바꿀 수 없습니다.',
      },
    },
    submit: '대화방 만들기',
    busy: '만드는 중…',
    cancel: '취소',
    missingTitle: '대화방의 제목을 입력해 주세요.',
    forbidden: '이 계정으로는 대화방을 만들 수 없습니다.',
  },
};

export const roomsText: Texts<typeof en> = { ko, en };
