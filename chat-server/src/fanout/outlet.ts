import type { Duplex } from 'node:stream';

import type { WebSocket } from 'ws';

import type { SharedFrames } from './shared-frames';
import type { Turn } from './turn';

/** The operation that frames are for. */
export interface Recipient {
  /** Its id as it stands in JSON. */
  readonly id: Buffer;
  readonly isGone: boolean;
}

interface OutletOptions {
  socket: WebSocket;
  /** What `socket` writes to: the connection that its upgrade came by. */
  stream: Duplex;
  turn: Turn;
  /** How much may be queued before the client counts as too slow, in bytes. */
  limit: number;
  onTooSlow: () => void;
}

/**
 * All that one socket is sent, in one write for each turn of the event loop.
 *
 * Shared frames go past `ws`, straight to the stream that it writes to itself. That keeps their order, since
 * `ws` hands every frame to the stream in the moment it is told to send it (it holds back only what it
 * compresses, which is never), and counts them in `bufferedAmount`, which is the stream's own.
 */
export class Outlet {
  readonly #options: OutletOptions;
  #frames: SharedFrames[] = [];
  #recipients: Recipient[] = [];
  #isCorked = false;

  constructor(options: OutletOptions) {
    this.#options = options;
  }

  /** Sends one message of any operation, after all that was sent before. */
  send(message: string): void {
    const { socket, stream } = this.#options;
    if (!this.#mayWrite()) return;
    if (!this.#isCorked) {
      // The stream holds back all that is written, by `ws` too, until the turn ends.
      stream.cork();
      if (this.#frames.length === 0) this.#options.turn.join(this);
      this.#isCorked = true;
    }
    this.#writeShared();
    socket.send(message);
  }

  /** Sends what an operation shares with others. */
  share(frames: SharedFrames, recipient: Recipient): void {
    const isFirst = this.#frames.length === 0 && !this.#isCorked;
    this.#frames.push(frames);
    this.#recipients.push(recipient);
    if (isFirst) this.#options.turn.join(this);
  }

  flush(): void {
    if (this.#frames.length > 0 && this.#mayWrite()) this.#writeShared();
    if (!this.#isCorked) return;
    this.#isCorked = false;
    this.#options.stream.uncork();
  }

  /** Whether the socket is open; who has not read what they were sent is let go. */
  #mayWrite(): boolean {
    const { limit, onTooSlow, socket } = this.#options;
    if (socket.readyState === socket.OPEN && socket.bufferedAmount > limit) onTooSlow();
    if (socket.readyState === socket.OPEN) return true;
    this.#frames = [];
    this.#recipients = [];
    return false;
  }

  #writeShared(): void {
    const [frames, recipients] = [this.#frames, this.#recipients];
    if (frames.length === 0) return;
    this.#frames = [];
    this.#recipients = [];
    const parts: Buffer[] = [];
    for (const [index, shared] of frames.entries()) {
      const recipient = recipients[index];
      if (recipient && !recipient.isGone) parts.push(shared.bytesFor(recipient.id));
    }
    const [first] = parts;
    if (first) this.#options.stream.write(parts.length === 1 ? first : Buffer.concat(parts));
  }
}
