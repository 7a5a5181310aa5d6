import type { GraphQLFormattedError } from 'graphql';
import { createClient, type Client } from 'graphql-ws';
import { WebSocket } from 'ws';

type Variables = Record<string, unknown>;

export interface MessageData {
  cursor: string;
  id: string;
  seq: number;
  revision: number;
  text: string | null;
  author: { id: string; name: string };
  mentions: { id: string; name: string }[];
  reactions: { emoji: string; count: number; participantIds: string[] }[];
  replyTo: MessageData | null;
  editedAt: string | null;
  deletedAt: string | null;
}

export interface PageData<Node> {
  edges: { cursor: string; node: Node }[];
  pageInfo: {
    hasNextPage: boolean;
    hasPreviousPage: boolean;
    startCursor: string | null;
    endCursor: string | null;
  };
}

export interface RoomData {
  id: string;
  onlineCount: number;
  revision: number;
  slug: string;
  title: string;
  memberCount: number;
  membership: {
    role: string;
    unreadCount: number;
    lastReadSeq: number;
    participant: { id: string; name: string };
  } | null;
  messages: PageData<MessageData>;
  participants: PageData<{ id: string; name: string }>;
  bannedParticipants: PageData<{ id: string; name: string }>;
  blockedParticipants: PageData<{ id: string; name: string }>;
}

/** The fields that tests ask for. Each operation has those it asked for, and the test knows which. */
export interface Data {
  viewer: { id: string } | null;
  rooms: PageData<RoomData> & { totalCount: number };
  room: RoomData;
  message: MessageData;
  searchMessages: PageData<MessageData>;
  joinRoom: RoomData;
  createRoom: RoomData;
  updateRoom: RoomData;
  setSlowMode: RoomData;
  acceptInvite: RoomData;
  createInvite: { code: string; roomId: string; expiresAt: string; usesLeft: number };
  leaveRoom: boolean;
  setMembershipRole: { id: string; role: string };
  markRead: { lastReadSeq: number; unreadCount: number };
  inbox: InboxData;
  activeRandomSession: RandomSessionData | null;
  randomRules: RandomRulesData;
  acceptRandomRules: RandomRulesData;
  endRandomSession: boolean;
  randomMatch: RandomMatchData;
  sendMessage: MessageData;
  editMessage: MessageData;
  deleteMessage: MessageData;
  addReaction: MessageData;
  removeReaction: MessageData;
  roomEvents: RoomEventData;
}

export interface RandomSessionData {
  id: string;
  room: RoomData;
  partner: { id: string; name: string };
  sharedInterests: string[];
  endedAt: string | null;
}

export interface RandomRulesData {
  version: string;
  text: string;
  minimumAge: number;
  acceptedAt: string | null;
}

export interface RandomMatchData {
  __typename: string;
  waiting: number;
  since: string;
  session: RandomSessionData;
  graceSeconds: number;
  partner: { id: string; name: string };
  reason: string;
}

export interface InboxData {
  roomId: string;
  unreadCount: number;
  mentionsViewer: boolean;
  lastMessage: MessageData | null;
  membership: { role: string; mutedUntil: string | null };
}

/** The same of an event. */
export interface RoomEventData {
  __typename: string;
  revision: number;
  truncated: boolean;
  messages: MessageData[];
  message: MessageData;
}

interface Result {
  data?: unknown;
  errors?: readonly GraphQLFormattedError[] | undefined;
}

/** A plain graphql-ws client, as anybody would use one. */
export class ChatClient {
  readonly #client: Client;
  /** Every frame that the server has sent, as it came. */
  readonly frames: string[] = [];
  /** The codes that the server closed connections with. */
  readonly closeCodes: number[] = [];

  constructor(url: string, token: string) {
    const { frames } = this;
    this.#client = createClient({
      url,
      webSocketImpl: class extends WebSocket {
        constructor(address: string, protocol: string) {
          super(address, protocol);
          this.on('message', (data: Buffer) => frames.push(data.toString()));
        }
      },
      connectionParams: { authorization: `Bearer ${token}` },
      retryAttempts: 0,
      lazy: true,
      on: { closed: (event) => void this.closeCodes.push((event as CloseEvent).code) },
    });
  }

  /** Resolves to the data. @throws RequestError for the first error */
  async request(query: string, variables: Variables = {}): Promise<Data> {
    return nextData(this.#client.iterate({ query, variables }));
  }

  subscribe(query: string, variables: Variables = {}): Events {
    return new Events(this.#client.iterate({ query, variables }));
  }

  async close(): Promise<void> {
    await this.#client.dispose();
  }
}

interface CloseEvent {
  code: number;
}

/** The events of one subscription to roomEvents, queued until a test asks for them. */
export class Events {
  readonly #results: AsyncIterableIterator<Result>;

  constructor(results: AsyncIterableIterator<Result>) {
    this.#results = results;
  }

  /** @throws RequestError for an error, and Error at the end */
  async next(): Promise<RoomEventData> {
    return (await nextData(this.#results)).roomEvents;
  }

  /** The next event of another subscription than roomEvents. */
  async nextData(): Promise<Data> {
    return nextData(this.#results);
  }

  async take(count: number): Promise<RoomEventData[]> {
    const events: RoomEventData[] = [];
    while (events.length < count) events.push(await this.next());
    return events;
  }

  /** The next event that has a revision: who comes, goes, types or reads is passed over. */
  async change(): Promise<RoomEventData> {
    for (;;) {
      const event = await this.next();
      if (typeof event.revision === 'number') return event;
    }
  }

  async changes(count: number): Promise<RoomEventData[]> {
    const events: RoomEventData[] = [];
    while (events.length < count) events.push(await this.change());
    return events;
  }

  async stop(): Promise<void> {
    await this.#results.return?.();
  }
}

export class RequestError extends Error {
  constructor(
    message: string,
    readonly extensions: Variables,
  ) {
    super(message);
  }
}

async function nextData(results: AsyncIterableIterator<Result>): Promise<Data> {
  try {
    const result = await results.next();
    if (result.done) throw new Error('The operation has ended');
    const [error] = result.value.errors ?? [];
    if (error) throw requestError(error);
    return result.value.data as Data;
  } catch (reason) {
    // graphql-ws throws the list of errors where an operation was refused as a whole.
    throw Array.isArray(reason) ? requestError(reason[0] as GraphQLFormattedError) : reason;
  }
}

const requestError = ({ extensions, message }: GraphQLFormattedError): RequestError =>
  new RequestError(message, extensions ?? {});
