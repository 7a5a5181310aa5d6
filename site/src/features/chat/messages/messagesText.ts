import type { Texts } from '../../../app/locale';

const en = {
  actions: {
    label: (name: string) => `Actions for the message by ${name}`,
    more: 'More',
    reply: 'Reply',
    react: 'Add a reaction',
    copy: 'Copy the text',
    copied: 'Copied.',
    edit: 'Edit',
    delete: 'Delete',
    hide: 'Hide',
    report: 'Report',
    reactWith: (emoji: string) => `React with ${emoji}`,
    picker: 'Choose an emoji',
    cancel: 'Cancel',
    refused: {
      edit: 'The message was not changed.',
      delete: 'The message was not deleted.',
      hide: 'The message was not hidden.',
      react: 'Your reaction was not added.',
      unreact: 'Your reaction was not removed.',
    },
    jumpFailed: 'The message could not be found.',
  },
  reactions: {
    label: 'Reactions',
    who: (emoji: string, names: string) => `${emoji} by ${names}`,
    others: (names: string, others: number) =>
      others === 1 ? `${names} and 1 other` : `${names} and ${others} others`,
    onlyOthers: (others: number) => (others === 1 ? '1 person' : `${others} people`),
  },
  edit: {
    label: 'Edit the message',
    hint: 'Enter saves, Esc cancels.',
    save: 'Save',
  },
  quote: {
    jump: (name: string) => `To the message by ${name} that this answers`,
    attachment: 'Attachment',
    somebody: 'Somebody',
  },
  delete: {
    title: 'Delete this message?',
    text: 'Everybody in the room sees then that a message was deleted.',
    confirm: 'Delete',
  },
  hide: {
    title: 'Hide this message?',
    text: 'Nobody can read it any more. What you do is recorded.',
    confirm: 'Hide',
  },
  blocked: (count: number) =>
    count === 1
      ? 'A message from somebody you blocked'
      : `${count} messages from people you blocked`,
  unread: 'New messages',
  seenBy: (count: number) => `Read by ${count}`,
  typing: (names: readonly string[]) => {
    const [first, second] = names;
    if (names.length === 1) return `${first} is typing…`;
    if (names.length === 2) return `${first} and ${second} are typing…`;
    return names.length > 2 ? 'Several people are typing…' : '';
  },
};

const ko: typeof en = {
  actions: {
    label: (name) => `${name} 님의 메시지에 할 수 있는 일`,
    more: '더 보기',
    reply: '답장',
    react: '반응 남기기',
    copy: '텍스트 복사',
    copied: '복사했습니다.',
    edit: '수정',
    delete: '삭제',
    hide: '가리기',
    report: '신고',
    reactWith: (emoji) => `${emoji} 반응 남기기`,
    picker: '이모지 고르기',
    cancel: '취소',
    refused: {
      edit: '메시지를 수정하지 못했습니다.',
      delete: '메시지를 삭제하지 못했습니다.',
      hide: '메시지를 가리지 못했습니다.',
      react: '반응을 남기지 못했습니다.',
      unreact: '반응을 지우지 못했습니다.',
    },
    jumpFailed: '메시지를 찾을 수 없습니다.',
  },
  reactions: {
    label: '반응',
    who: (emoji, names) => `${emoji} ${names}`,
    others: (names, others) => `${names} 외 ${others}명`,
    onlyOthers: (others) => `${others}명`,
  },
  edit: {
    label: '메시지 수정',
    hint: 'Enter로 저장하고, Esc로 취소합니다.',
    save: '저장',
  },
  quote: {
    jump: (name) => `${name} 님의 원본 메시지로 이동`,
    attachment: '첨부 파일',
    somebody: '누군가',
  },
  delete: {
    title: '메시지를 삭제할까요?',
    text: '대화방에는 메시지가 삭제되었다고 표시됩니다.',
    confirm: '삭제',
  },
  hide: {
    title: '메시지를 가릴까요?',
    text: '아무도 이 메시지를 읽을 수 없게 되며, 이 조치는 기록에 남습니다.',
    confirm: '가리기',
  },
  blocked: (count) => `차단한 사람의 메시지 ${count}개`,
  unread: '여기까지 읽었습니다',
  seenBy: (count) => `${count}명 읽음`,
  typing: (names) => {
    const [first, second] = names;
    if (names.length === 1) return `${first} 님이 입력하는 중…`;
    if (names.length === 2) return `${first} 님과 ${second} 님이 입력하는 중…`;
    return names.length > 2 ? '여러 명이 입력하는 중…' : '';
  },
};

export const messagesText: Texts<typeof en> = { ko, en };
