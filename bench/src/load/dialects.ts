import { randomUUID } from 'node:crypto';

import { catchUpDocument, roomEventsDocument, sendMessageDocument } from './documents';
import { markedText } from './marked-text';

/** Who a connection is, and what it is there for. */
export interface Party {
  readonly token?: string | undefined;
  readonly roomId: string;
  /** Whether it listens to the room; who does not only sends. */
  readonly listens: boolean;
  /** The last revision it has seen, where it comes back. */
  readonly afterRevision?: number | undefined;
}

export type Heard =
  /** It is connected, and listens if that is what it is there for. */
  | { readonly kind: 'ready' }
  /** The message it sent under this number is stored, or refused for a reason. */
  | { readonly kind: 'answer'; readonly number: number; readonly refusal: string | null }
  | null;

/** How the clients of a contender speak. */
export interface Dialect {
  readonly path: string;
  readonly subprotocol?: string;
  /** Sent once the WebSocket is open. */
  readonly hello: (party: Party) => readonly string[];
  /** What a frame that carries no message means, and what is said to it. */
  readonly hear: (
    frame: string,
    party: Party,
  ) => { readonly heard: Heard; readonly reply?: readonly string[] };
  readonly send: (party: Party, number: number) => string;
}

interface GraphqlFrame {
  readonly type: string;
  readonly id?: string;
  readonly payload?: { readonly errors: readonly { readonly message: string }[] } | unknown[];
}

const json = (value: unknown): string => JSON.stringify(value);

/** What an operation was refused for; null where it was not. */
function refusalOf({ payload, type }: GraphqlFrame): string | null {
  if (type === 'error') return json(payload);
  if (payload && 'errors' in payload) return json(payload.errors);
  return null;
}

/** How a client whose server replays nothing learns what it missed: it asks again. */
const catchUp = (id: string, after: number): string =>
  json({
    id: 'catch-up',
    type: 'subscribe',
    payload: { query: catchUpDocument, variables: { id, after: String(after) } },
  });

/** The graphql-transport-ws protocol. */
const graphql = (answersWithHistory: boolean): Dialect => ({
  path: '/chat/graphql',
  subprotocol: 'graphql-transport-ws',
  hello: ({ token }) => [
    json({
      type: 'connection_init',
      ...(token === undefined ? {} : { payload: { authorization: `Bearer ${token}` } }),
    }),
  ],
  hear(text, { afterRevision, listens, roomId }) {
    const frame = JSON.parse(text) as GraphqlFrame;
    if (frame.type === 'ping') return { heard: null, reply: [json({ type: 'pong' })] };
    if (frame.type === 'connection_ack') {
      if (!listens) return { heard: { kind: 'ready' } };
      const variables = { roomId, ...(afterRevision === undefined ? {} : { afterRevision }) };
      const payload = { query: roomEventsDocument, variables };
      const subscribe = json({ id: 'listen', type: 'subscribe', payload });
      if (answersWithHistory) return { heard: null, reply: [subscribe] };
      const asked = afterRevision === undefined ? [] : [catchUp(roomId, afterRevision)];
      // graphql-ws says nothing to a subscription; this is answered once it has been read.
      return { heard: null, reply: [subscribe, ...asked, json({ type: 'ping' })] };
    }
    if (frame.type === 'pong') return { heard: { kind: 'ready' } };
    if (frame.id === 'listen') {
      const refusal = refusalOf(frame);
      if (refusal !== null) throw new Error(`Nobody may listen: ${refusal}`);
      return { heard: text.includes('"History"') ? { kind: 'ready' } : null };
    }
    if (frame.type === 'complete' || frame.id === undefined || frame.id === 'catch-up')
      return { heard: null };
    return { heard: { kind: 'answer', number: Number(frame.id), refusal: refusalOf(frame) } };
  },
  send: ({ roomId }, number) =>
    json({
      id: String(number),
      type: 'subscribe',
      payload: {
        query: sendMessageDocument,
        variables: { input: { roomId, clientMessageId: randomUUID(), text: markedText(number) } },
      },
    }),
});

/** A protocol with nothing to it but JSON. */
const bare: Dialect = {
  path: '/',
  hello: ({ listens, roomId }) => [json({ join: roomId, listens })],
  hear(frame) {
    const { joined, stored } = JSON.parse(frame) as { joined?: true; stored?: number };
    if (joined) return { heard: { kind: 'ready' } };
    return stored === undefined
      ? { heard: null }
      : { heard: { kind: 'answer', number: stored, refusal: null } };
  },
  send: ({ roomId }, number) => json({ roomId, number, text: markedText(number) }),
};

/** Engine.IO 4 and Socket.IO 5, over WebSocket from the start. */
const socketIo: Dialect = {
  path: '/socket.io/?EIO=4&transport=websocket',
  hello: () => [],
  hear(frame, { listens, roomId }) {
    if (frame.startsWith('0')) return { heard: null, reply: ['40'] };
    if (frame === '2') return { heard: null, reply: ['3'] };
    if (frame.startsWith('40'))
      return { heard: null, reply: [`420${json(['join', roomId, listens])}`] };
    const [, acknowledged] = /^43(\d+)/.exec(frame) ?? [];
    if (acknowledged === undefined) return { heard: null };
    // Numbers of messages begin at 1.
    if (acknowledged === '0') return { heard: { kind: 'ready' } };
    return { heard: { kind: 'answer', number: Number(acknowledged), refusal: null } };
  },
  send: ({ roomId }, number) =>
    `42${number}${json(['message', { roomId, text: markedText(number) }])}`,
};

export const dialects = {
  'coco-chat': graphql(true),
  'graphql-ws': graphql(false),
  ws: bare,
  'socket.io': socketIo,
};
