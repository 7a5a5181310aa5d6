import { once } from 'node:events';

import { WebSocket, type ClientOptions } from 'ws';

interface Message {
  type: string;
  id?: string;
  payload?: unknown;
}

/** Speaks graphql-transport-ws by hand, message for message; what comes is queued until it is read. */
export class ProtocolClient {
  readonly socket: WebSocket;
  readonly #received: Message[] = [];
  #wake: (() => void) | undefined;
  /** Resolves to the code that the server closed with. */
  readonly closed: Promise<number>;

  constructor(url: string, options: ClientOptions = {}) {
    this.socket = new WebSocket(url, 'graphql-transport-ws', options);
    this.closed = once(this.socket, 'close').then(([code]) => code as number);
    this.closed.catch(() => undefined);
    this.socket.on('message', (data: Buffer) => {
      this.#received.push(JSON.parse(data.toString()) as Message);
      this.#wake?.();
    });
    this.socket.on('close', () => this.#wake?.());
  }

  /** Connects, and waits for the acknowledgement. */
  static async connect(
    url: string,
    token?: string,
    options?: ClientOptions,
  ): Promise<ProtocolClient> {
    const client = new ProtocolClient(url, options);
    await client.init(token === undefined ? undefined : { authorization: `Bearer ${token}` });
    await client.next('connection_ack');
    return client;
  }

  async init(payload?: Record<string, unknown>): Promise<void> {
    if (this.socket.readyState === WebSocket.CONNECTING) await once(this.socket, 'open');
    this.send({ type: 'connection_init', ...(payload ? { payload } : {}) });
  }

  send(message: Message): void {
    this.socket.send(JSON.stringify(message));
  }

  subscribe(id: string, query: string, variables?: Record<string, unknown>): void {
    this.send({ type: 'subscribe', id, payload: { query, ...(variables ? { variables } : {}) } });
  }

  /** The next message, which is of this type. @throws Error when it is another, or the socket closes */
  async next(type: string): Promise<Message> {
    while (this.#received.length === 0) {
      if (this.socket.readyState >= WebSocket.CLOSING) throw new Error(`Closed before "${type}"`);
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
    const message = this.#received.shift();
    if (message?.type !== type) throw new Error(`Not "${type}": ${JSON.stringify(message)}`);
    return message;
  }

  /** Sends one operation and gives its result: for queries and mutations. */
  async request(query: string, variables?: Record<string, unknown>): Promise<unknown> {
    const id = Math.random().toString(36).slice(2);
    this.subscribe(id, query, variables);
    const { type, payload } = await this.#either('next', 'error');
    if (type === 'error') return { errors: payload };
    await this.next('complete');
    return payload;
  }

  async #either(...types: string[]): Promise<Message> {
    while (this.#received.length === 0) {
      if (this.socket.readyState >= WebSocket.CLOSING) throw new Error('Closed');
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
    const message = this.#received.shift();
    if (!message || !types.includes(message.type)) {
      throw new Error(`Not ${types.join(' or ')}: ${JSON.stringify(message)}`);
    }
    return message;
  }

  close(): void {
    this.socket.close();
  }
}
