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

/**
 * All that one socket is sent, in one write for each turn of the event loop.
 *
 * Shared frames go past `ws`, straight to the stream that it writes to itself. That keeps their order, since
 * `ws` hands every frame to the stream in the moment it is told to send it (it holds back only what it
 * compresses, which is never), and counts them in `bufferedAmount`, which is the stream's own.
 */
export class Outlet {
  // There are as many of these as there are sockets, so what they hold counts.
  readonly #socket: WebSocket;
  readonly #stream: Duplex;
  readonly #turn: Turn;
  readonly #limit: number;
  readonly #onTooSlow: () => void;
  // Mostly there is one, and arrays for each of thousands of sockets would cost as much as all else.
  #frames: SharedFrames | null = null;
  #recipient: Recipient | null = null;
  #more: { frames: SharedFrames; recipient: Recipient }[] = [];
  #isCorked = false;

  /**
   * @param stream what `socket` writes to: the connection that its upgrade came by
   * @param limit how much may be queued before the client counts as too slow, in bytes
   */
  constructor(socket: WebSocket, stream: Duplex, turn: Turn, limit: number, onTooSlow: () => void) {
    this.#socket = socket;
    this.#stream = stream;
    this.#turn = turn;
    this.#limit = limit;
    this.#onTooSlow = onTooSlow;
  }

  /** Sends one message of any operation, after all that was sent before. */
  send(message: string): void {
    if (!this.#mayWrite()) return;
    if (!this.#isCorked) {
      // The stream holds back all that is written, by `ws` too, until the turn ends.
      this.#stream.cork();
      if (this.#frames === null) this.#turn.join(this);
      this.#isCorked = true;
    }
    this.#writeShared();
    this.#socket.send(message);
  }

  /** Sends what an operation shares with others. */
  share(frames: SharedFrames, recipient: Recipient): void {
    if (this.#frames !== null) {
      this.#more.push({ frames, recipient });
      return;
    }
    this.#frames = frames;
    this.#recipient = recipient;
    if (!this.#isCorked) this.#turn.join(this);
  }

  flush(): void {
    if (this.#frames !== null && this.#mayWrite()) this.#writeShared();
    if (!this.#isCorked) return;
    this.#isCorked = false;
    this.#stream.uncork();
  }

  /** Whether the socket is open; who has not read what they were sent is let go. */
  #mayWrite(): boolean {
    const socket = this.#socket;
    // The same as `socket.bufferedAmount`, without a detour.
    if (socket.readyState === socket.OPEN && this.#stream.writableLength > this.#limit) {
      this.#onTooSlow();
    }
    if (socket.readyState === socket.OPEN) return true;
    this.#take();
    return false;
  }

  #writeShared(): void {
    const stream = this.#stream;
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
