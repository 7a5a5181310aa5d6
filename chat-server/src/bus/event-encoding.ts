import type { BusEvent, RoomChangedEvent } from '@coco-chat/collections';

import type { RoomChange } from '../store/room-change';
import type { StoredMessage } from '../store/message-store';

/** An event that is larger is sent without its content, in characters. */
const largestEvent = 256 * 1024;

/**
 * One change, whose revision is known from its place: `[kind]`, and of a message what every one has,
 * then what few have, where it has any of that.
 */
type Row =
  [kind: 'r'] | [kind: 'p' | 'c', ...(readonly [...Common] | readonly [...Common, ...Rare])];
type Common = [
  id: string,
  seq: number,
  text: string | null,
  authorId: string | null,
  membershipId: string | null,
  clientMessageId: string,
  createdAt: string,
];
type Rare = [
  kind: StoredMessage['kind'],
  payload: unknown,
  replyToId: string | null,
  mentions: string[],
  reactions: StoredMessage['reactions'],
  editedAt: string | null,
  deletedAt: string | null,
  hiddenAt: string | null,
];

/** As it crosses Redis. Who does not know `rows` takes it for an event without content, and reads the database. */
type EncodedEvent = Omit<RoomChangedEvent, 'changes'> & { rows?: Row[] };

/**
 * An event as JSON, with the changes of a room as rows: most of what would be written and read is names
 * and nulls.
 */
export function encodeEvent(event: BusEvent): string {
  if (event.type !== 'room.changed' || !event.changes) return JSON.stringify(event);
  // Copied by name: the rest of an object costs as much as half of the encoding.
  const { changes, from, roomId, to, type } = event;
  const rows = rowsOf(roomId, from, changes as readonly RoomChange[]);
  const json = JSON.stringify(
    rows === null ? event : ({ type, roomId, from, to, rows } satisfies EncodedEvent),
  );
  return json.length > largestEvent ? JSON.stringify({ type, roomId, from, to }) : json;
}

/** @throws Error when it is none */
export function decodeEvent(json: string): BusEvent {
  const event = JSON.parse(json) as BusEvent | EncodedEvent;
  if (!('rows' in event) || !Array.isArray(event.rows)) return event;
  const { from, roomId, rows, to, type } = event;
  const changes = rows.map((row, index) => changeOf(row, roomId, from + index));
  return { type, roomId, from, to, changes };
}

/** Null where a revision or room is not the one that its place says. */
function rowsOf(roomId: string, from: number, changes: readonly RoomChange[]): Row[] | null {
  const rows: Row[] = [];
  for (const [index, change] of changes.entries()) {
    if (change.revision !== from + index) return null;
    if (change.kind === 'room') {
      rows.push(['r']);
      continue;
    }
    const { message } = change;
    if (message.revision !== change.revision || message.roomId !== roomId) return null;
    rows.push(rowOf(change.kind === 'posted' ? 'p' : 'c', message));
  }
  return rows;
}

function rowOf(kind: 'p' | 'c', message: StoredMessage): Row {
  const { id, seq, text, authorId, membershipId, clientMessageId, createdAt } = message;
  const { payload, replyToId, mentions, reactions, editedAt, deletedAt, hiddenAt } = message;
  const isPlain =
    message.kind === 'text' &&
    payload === null &&
    replyToId === null &&
    mentions.length === 0 &&
    reactions.length === 0 &&
    editedAt === null &&
    deletedAt === null &&
    hiddenAt === null;
  if (isPlain) return [kind, id, seq, text, authorId, membershipId, clientMessageId, createdAt];
  return [
    kind,
    id,
    seq,
    text,
    authorId,
    membershipId,
    clientMessageId,
    createdAt,
    message.kind,
    payload,
    replyToId,
    mentions,
    reactions,
    editedAt,
    deletedAt,
    hiddenAt,
  ];
}

function changeOf(row: Row, roomId: string, revision: number): RoomChange {
  if (row[0] === 'r') return { kind: 'room', revision };
  const message: StoredMessage = {
    id: row[1],
    roomId,
    seq: row[2],
    revision,
    kind: row[8] ?? 'text',
    text: row[3],
    payload: row[9] ?? null,
    authorId: row[4],
    membershipId: row[5],
    clientMessageId: row[6],
    replyToId: row[10] ?? null,
    mentions: row[11] ?? [],
    reactions: row[12] ?? [],
    createdAt: row[7],
    editedAt: row[13] ?? null,
    deletedAt: row[14] ?? null,
    hiddenAt: row[15] ?? null,
  };
  return { kind: row[0] === 'p' ? 'posted' : 'changed', revision, message };
}
