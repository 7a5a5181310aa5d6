import type { ChatRoom } from '@coco-chat/collections';

type SeededRoom = Pick<ChatRoom, 'slug' | 'title' | 'topic' | 'identityMode' | 'slowModeSeconds'>;

/** The rooms that a new site opens with. */
export const rooms: readonly SeededRoom[] = [
  {
    slug: 'lobby',
    title: '광장 · Lobby',
    topic:
      '누구나 들르는 곳입니다. 인사를 나누고 오늘 있었던 일을 들려주세요. · Everybody passes through here: say hello, tell how your day went.',
    identityMode: 'real',
    slowModeSeconds: 0,
  },
  {
    slug: 'anonymous',
    title: '익명 수다 · Anonymous talk',
    topic:
      '이름 대신 별명으로 이야기합니다. 서로의 계정은 보이지 않습니다. · Aliases instead of names; nobody sees whose account it is.',
    identityMode: 'anonymous',
    slowModeSeconds: 0,
  },
  {
    slug: 'help',
    title: '도움말 · Help',
    topic:
      '쓰다가 막히면 물어보세요. 아는 사람이 답합니다. · Stuck somewhere? Ask, and somebody who knows will answer.',
    identityMode: 'real',
    slowModeSeconds: 0,
  },
];
