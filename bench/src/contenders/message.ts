import { randomUUID } from 'node:crypto';

/** A message as every contender sends it on: the fields that the site asks for, so the same bytes. */
export interface PlainMessage {
  readonly id: string;
  readonly roomId: string;
  readonly seq: number;
  readonly revision: number;
  readonly kind: 'TEXT';
  readonly text: string;
  readonly isBlocked: false;
  readonly author: { readonly id: string; readonly name: string; readonly role: 'MEMBER' };
  readonly replyTo: null;
  readonly reactions: readonly [];
  readonly attachments: readonly [];
  readonly mentions: readonly [];
  readonly clientMessageId: string;
  readonly createdAt: string;
  readonly editedAt: null;
  readonly deletedAt: null;
}

const author = { id: randomUUID(), name: '하늘 1', role: 'MEMBER' } as const;
const seqs = new Map<string, number>();

/** The next message of a room. */
export function createMessage(roomId: string, text: string): PlainMessage {
  const seq = (seqs.get(roomId) ?? 0) + 1;
  seqs.set(roomId, seq);
  return {
    id: randomUUID(),
    roomId,
    seq,
    revision: seq,
    kind: 'TEXT',
    text,
    isBlocked: false,
    author,
    replyTo: null,
    reactions: [],
    attachments: [],
    mentions: [],
    clientMessageId: randomUUID(),
    createdAt: new Date().toISOString(),
    editedAt: null,
    deletedAt: null,
  };
}
