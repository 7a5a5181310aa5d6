import type { WebSocket } from 'ws';

/** In how many parts the sockets are looked at, so that those of thousands are not pinged at once. */
const parts = 12;

/** After so many parts of the interval an answer counts as missing. */
const patience = 5;

/**
 * Pings sockets, and tells of those that do not answer in time: half-open connections. One timer does it for
 * all sockets, as one for each would cost more than the pings.
 */
export class KeepAlive {
  readonly #slots = Array.from({ length: parts }, () => new Map<WebSocket, () => void>());
  readonly #slotOf = new WeakMap<WebSocket, Map<WebSocket, () => void>>();
  /** Those that were pinged and have not answered yet. */
  readonly #unanswered = new WeakSet<WebSocket>();
  readonly #timer: NodeJS.Timeout;
  readonly #answered: (this: WebSocket) => void;
  #turn = 0;

  /** @param everyMs how often each socket is pinged, in milliseconds; 5/12 of it is the time to answer */
  constructor(everyMs: number) {
    const unanswered = this.#unanswered;
    this.#answered = function answered() {
      unanswered.delete(this);
    };
    this.#timer = setInterval(() => this.#look(), everyMs / parts).unref();
  }

  /** Pings the socket for the first time after a whole interval. @param onSilence called when it is gone */
  watch(socket: WebSocket, onSilence: () => void): void {
    const slot = this.#slots[this.#turn];
    if (!slot) return;
    slot.set(socket, onSilence);
    this.#slotOf.set(socket, slot);
    socket.on('pong', this.#answered);
  }

  forget(socket: WebSocket): void {
    this.#slotOf.get(socket)?.delete(socket);
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  #look(): void {
    this.#turn = (this.#turn + 1) % parts;
    const pinged = this.#slots.at(this.#turn - patience);
    const isSilent = [...(pinged?.keys() ?? [])].some((socket) => this.#unanswered.has(socket));
    // Where this process was busy for long, an answer may be there and not read: timers come first.
    if (pinged && isSilent) setImmediate(() => this.#giveUp(pinged));
    for (const socket of this.#slots[this.#turn]?.keys() ?? []) {
      this.#unanswered.add(socket);
      socket.ping();
    }
  }

  #giveUp(pinged: Map<WebSocket, () => void>): void {
    for (const [socket, onSilence] of pinged) {
      if (!this.#unanswered.has(socket)) continue;
      pinged.delete(socket);
      onSilence();
    }
  }
}
