import { LoadSocket } from './load-socket';
import { readNumbers } from './marked-text';
import { dialects, type Dialect, type Party } from './dialects';

export interface CrowdOptions {
  /** `http://127.0.0.1:port`; of several, parties come to them in turn. */
  readonly origins: readonly string[];
  readonly dialect: keyof typeof dialects;
}

interface Listening {
  /** A message has come to a listener, by its place among the listeners of the crowd. */
  onDelivery(listener: number, number: number): void;
  /** What a sender has sent is stored, or refused. */
  onAnswer(number: number, refusal: string | null): void;
}

interface Member {
  readonly party: Party;
  socket: LoadSocket;
}

/** How long everybody may take to be connected, in milliseconds. */
const connectPatience = 300_000;

/** Everybody who is connected to one contender. */
export class Crowd {
  readonly #dialect: Dialect;
  readonly #addresses: readonly { host: string; port: number }[];
  #joined = 0;
  readonly listeners: Member[] = [];
  readonly senders: Member[] = [];
  /** Connections that ended without being told to, by the server's closing code. */
  readonly closed: Record<string, number> = {};
  #listening: Listening = { onDelivery: () => undefined, onAnswer: () => undefined };
  /** What went wrong first; later calls fail with it. */
  #failure: Error | null = null;

  constructor({ dialect, origins }: CrowdOptions) {
    this.#dialect = dialects[dialect];
    this.#addresses = origins.map((origin) => {
      const { hostname: host, port } = new URL(origin);
      return { host, port: Number(port) };
    });
  }

  /** Who hears of deliveries and answers from now on. */
  listen(listening: Listening): void {
    this.#listening = listening;
  }

  assertSound(): void {
    if (this.#failure) throw this.#failure;
  }

  /**
   * Connects parties, so many at a time, and resolves when all of them are ready.
   *
   * @throws Error when that takes over five minutes
   */
  async connect(parties: readonly Party[], inFlight: number): Promise<void> {
    const queue = [...parties.entries()];
    const offset = { listeners: this.listeners.length, senders: this.senders.length };
    let lastListener = offset.listeners;
    const places = parties.map(({ listens }) => (listens ? lastListener++ : 0));
    const connectNext = async (): Promise<void> => {
      for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
        const [index, party] = next;
        const place = places[index] ?? 0;
        const member = await this.#join(party, place);
        if (party.listens) this.listeners[place] = member;
        else this.senders.push(member);
      }
    };
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => {
        const closed = JSON.stringify(this.closed);
        reject(
          new Error(`${queue.length} of ${parties.length} never connected; closed: ${closed}`),
        );
      }, connectPatience);
    });
    await Promise.race([Promise.all(Array.from({ length: inFlight }, connectNext)), late]);
    clearTimeout(timer);
  }

  /** Breaks every listener's connection at once. */
  dropListeners(): void {
    for (const { socket } of this.listeners.splice(0)) socket.destroy();
  }

  send(sender: Member, number: number): void {
    sender.socket.send(this.#dialect.send(sender.party, number));
  }

  #join(party: Party, place: number): Promise<Member> {
    const { hello, path, subprotocol } = this.#dialect;
    const address = this.#addresses[this.#joined % this.#addresses.length];
    if (!address) throw new Error('There is no server to connect to');
    this.#joined += 1;
    return new Promise((resolve, reject) => {
      let isReady = false;
      const become = (): void => {
        if (isReady) return;
        isReady = true;
        resolve(member);
      };
      const socket = new LoadSocket({
        ...address,
        path,
        subprotocol,
        onOpen: () => hello(party).forEach((text) => socket.send(text)),
        onFrame: (buffer, start, end) => {
          try {
            this.#hear(member, place, isReady, { buffer, start, end }, become);
          } catch (error) {
            const failure = error instanceof Error ? error : new Error(String(error));
            this.#failure ??= failure;
            reject(failure);
          }
        },
        onClose: (code) => {
          this.closed[code] = (this.closed[code] ?? 0) + 1;
          reject(new Error(`Closed with ${code} before it was ready`));
        },
      });
      const member: Member = { party, socket };
    });
  }

  #hear(
    { party, socket }: Member,
    place: number,
    isReady: boolean,
    { buffer, end, start }: { buffer: Buffer; start: number; end: number },
    become: () => void,
  ): void {
    if (party.listens) {
      readNumbers(buffer, start, end, (number) => this.#listening.onDelivery(place, number));
      // Who is ready has nothing more to hear but messages, and pings.
      if (isReady && end - start > 64) return;
    }
    const { heard, reply = [] } = this.#dialect.hear(buffer.toString('utf8', start, end), party);
    for (const text of reply) socket.send(text);
    if (heard?.kind === 'ready') become();
    else if (heard) this.#listening.onAnswer(heard.number, heard.refusal);
  }
}
