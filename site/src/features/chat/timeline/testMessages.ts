import type { Message } from './timeline';

/** A message of a test, its ids made from its place. */
export function messageAt(seq: number, change: Partial<Message> = {}): Message {
  return {
    id: `m${seq}`,
    roomId: 'room',
    seq,
    revision: seq,
    kind: 'TEXT',
    text: `text ${seq}`,
    isBlocked: false,
    author: { id: 'other', name: '민준', role: 'MEMBER' },
    replyTo: null,
    reactions: [],
    attachments: [],
    mentions: [],
    clientMessageId: `c${seq}`,
    createdAt: new Date(Date.UTC(2026, 0, 1, 12, 0, seq)).toISOString(),
    editedAt: null,
    deletedAt: null,
    ...change,
  };
}

export const testRoom = {
  id: 'room',
  slug: 'lounge',
  title: '라운지',
  topic: null,
  kind: 'PUBLIC',
  identityMode: 'REAL',
  isArchived: false,
  slowModeSeconds: 0,
  memberCount: 2,
  onlineCount: 1,
} as const;
