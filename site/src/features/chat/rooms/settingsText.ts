import type { Texts } from '../../../app/locale';

const en = {
  title: 'Settings',
  name: 'Title',
  topic: 'What is it about?',
  slowMode: 'Slow mode',
  slowModeHint: 'How long everybody waits between two messages. Moderators do not.',
  off: 'Off',
  missingTitle: 'The room needs a title.',
  save: 'Save',
  busy: 'Saving…',
  cancel: 'Cancel',
  archive: {
    start: 'Archive the room',
    title: 'Archive this room?',
    text: 'Everybody can still read it, and nobody can write, join or change anything, until you open it again.',
    confirm: 'Archive',
    undo: 'Open the room again',
  },
};

const ko: typeof en = {
  title: '설정',
  name: '제목',
  topic: '어떤 이야기를 나누나요?',
  slowMode: '느린 대화',
  slowModeHint: '메시지 사이에 기다려야 하는 시간입니다. 운영자에게는 적용되지 않습니다.',
  off: '끄기',
  missingTitle: '대화방에는 제목이 필요합니다.',
  save: '저장',
  busy: '저장하는 중…',
  cancel: '취소',
  archive: {
    start: '대화방 보관하기',
    title: '대화방을 보관할까요?',
    text: '계속 읽을 수는 있지만, 다시 열 때까지 아무도 글을 쓰거나 참여하거나 바꿀 수 없습니다.',
    confirm: '보관하기',
    undo: '대화방 다시 열기',
  },
};

export const settingsText: Texts<typeof en> = { ko, en };
