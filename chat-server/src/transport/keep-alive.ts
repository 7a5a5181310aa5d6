import type { WebSocket } from 'ws';

/** In how many parts the sockets are looked at, so that those of thousands are not pinged at once. */
const parts = 12;

/**
 * Pings sockets, and tells of those that did not answer by the next ping: half-open connections. One timer
 * does it for all sockets, as one for each would cost more than the pings.
 */
export class KeepAlive {
  readonly #slots = Array.from({ length: parts }, () => new Map<WebSocket, () => void>());
  readonly #slotOf = new WeakMap<WebSocket, Map<WebSocket, () => void>>();
  /** Those that were pinged and have not answered yet. */
  readonly #unanswered = new WeakSet<WebSocket>();
  readonly #timer: NodeJS.Timeout;
  readonly #answered: (this: WebSocket) => void;
  #turn = 0;

  /** @param everyMs how often each socket is pinged, in milliseconds */
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
    const slot = this.#slots[this.#turn];
    const isSilent = [...(slot?.keys() ?? [])].some((socket) => this.#unanswered.has(socket));
    // Where this process was busy for long, an answer may be there and not read: timers come first.
    if (isSilent) setImmediate(() => this.#ping(slot));
    else this.#ping(slot);
  }

  #ping(slot: Map<WebSocket, () => void> = new Map()): void {
    for (const [socket, onSilence] of slot) {
      if (this.#unanswered.has(socket)) {
        slot.delete(socket);
        onSilence();
      } else {
        this.#unanswered.add(socket);
        socket.ping();
      }
    }
  }
}
