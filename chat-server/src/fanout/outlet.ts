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
  // Mostly there is one, and arrays for each of thousands of sockets would cost as much as all else.
  #frames: SharedFrames | null = null;
  #recipient: Recipient | null = null;
  #more: { frames: SharedFrames; recipient: Recipient }[] = [];
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
      if (this.#frames === null) this.#options.turn.join(this);
      this.#isCorked = true;
    }
    this.#writeShared();
    socket.send(message);
  }

  /** Sends what an operation shares with others. */
  share(frames: SharedFrames, recipient: Recipient): void {
    if (this.#frames !== null) {
      this.#more.push({ frames, recipient });
      return;
    }
    this.#frames = frames;
    this.#recipient = recipient;
    if (!this.#isCorked) this.#options.turn.join(this);
  }

  flush(): void {
    if (this.#frames !== null && this.#mayWrite()) this.#writeShared();
    if (!this.#isCorked) return;
    this.#isCorked = false;
    this.#options.stream.uncork();
  }

  /** Whether the socket is open; who has not read what they were sent is let go. */
  #mayWrite(): boolean {
    const { limit, onTooSlow, socket, stream } = this.#options;
    // The same as `socket.bufferedAmount`, without a detour.
    if (socket.readyState === socket.OPEN && stream.writableLength > limit) onTooSlow();
    if (socket.readyState === socket.OPEN) return true;
    this.#take();
    return false;
  }

  #writeShared(): void {
    const { stream } = this.#options;
    const { frames, more, recipient } = this.#take();
    if (!frames || !recipient) return;
    if (more.length === 0) {
      if (!recipient.isGone) stream.write(frames.bytesFor(recipient.id));
      return;
    }
    const parts = [{ frames, recipient }, ...more]
      .filter((part) => !part.recipient.isGone)
      .map((part) => part.frames.bytesFor(part.recipient.id));
    if (parts.length > 0) stream.write(Buffer.concat(parts));
  }

  #take() {
    const taken = { frames: this.#frames, recipient: this.#recipient, more: this.#more };
    this.#frames = null;
    this.#recipient = null;
    if (this.#more.length > 0) this.#more = [];
    return taken;
  }
}
