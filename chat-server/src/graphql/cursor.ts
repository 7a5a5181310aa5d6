import { badInput } from '../errors';
import type { Place } from '../store/room-store';

// Opaque to clients, as the GraphQL Cursor Connections specification asks: what is in them may change.

const encode = (value: string): string => Buffer.from(value).toString('base64url');
const decode = (cursor: string): string => Buffer.from(cursor, 'base64url').toString();

const unknown = (field: string): Error => badInput('This is no cursor of this list.', field);

export const seqCursor = (seq: number): string => encode(`seq:${seq}`);

/** @throws ChatError BAD_USER_INPUT at `field` for what {@link seqCursor} never made */
export function seqOfCursor(cursor: string, field: string): number {
  const [, seq] = /^seq:([1-9]\d{0,14})$/.exec(decode(cursor)) ?? [];
  if (seq === undefined) throw unknown(field);
  return Number(seq);
}

export const placeCursor = ({ at, id }: Place): string => encode(`at:${at},${id}`);

/** @throws ChatError BAD_USER_INPUT at `field` for what {@link placeCursor} never made */
export function placeOfCursor(cursor: string, field: string): Place {
  const [, at, id] = /^at:([^,]+),(.+)$/.exec(decode(cursor)) ?? [];
  if (at === undefined || id === undefined || Number.isNaN(Date.parse(at))) throw unknown(field);
  return { at, id };
}
