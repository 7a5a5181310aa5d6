import { connect, type Socket } from 'node:net';

/** Opcodes of RFC 6455, section 5.2. */
const opcodes = { text: 1, close: 8, ping: 9, pong: 10 } as const;

/** Servers answer the key with a digest of it; nobody is deceived here, so one key does for all. */
const key = 'Y29jby1jaGF0LWJlbmNoIQ==';

/**
 * All sockets of a process read into one buffer, since what is in it is looked at before the next one
 * reads: ten thousand sockets then need no memory for reading, and a delivery costs little.
 */
const shared = Buffer.allocUnsafe(256 * 1024);

/** How many bytes of a frame's payload are looked at: `buffer` from `start` to `end`. */
export type FrameListener = (buffer: Buffer, start: number, end: number) => void;

export interface LoadSocketOptions {
  readonly host: string;
  readonly port: number;
  readonly path: string;
  readonly subprotocol?: string | undefined;
  readonly onOpen: () => void;
  readonly onFrame: FrameListener;
  /** Called once, when the server or the network has ended it. @param code the server's closing code, 0 for none */
  readonly onClose: (code: number) => void;
}

/**
 * The client's half of a WebSocket, made for load: it hands frames over where they lie and decodes
 * nothing. It answers pings. Frames in several parts, which no contender sends, are refused.
 */
export class LoadSocket {
  readonly #socket: Socket;
  readonly #options: LoadSocketOptions;
  #isOpen = false;
  /** The beginning of a frame whose rest has not come yet. */
  #rest: Buffer | null = null;
  #closeCode = 0;
  #isDropped = false;

  constructor(options: LoadSocketOptions) {
    this.#options = options;
    const { host, path, port, subprotocol } = options;
    this.#socket = connect({
      host,
      port,
      noDelay: true,
      onread: {
        buffer: shared,
        callback: (length) => {
          this.#read(shared.subarray(0, length));
          return true;
        },
      },
    });
    this.#socket.once('connect', () =>
      this.#socket.write(
        [
          `GET ${path} HTTP/1.1`,
          `Host: ${host}:${port}`,
          'Connection: Upgrade',
          'Upgrade: websocket',
          'Sec-WebSocket-Version: 13',
          `Sec-WebSocket-Key: ${key}`,
          ...(subprotocol === undefined ? [] : [`Sec-WebSocket-Protocol: ${subprotocol}`]),
          '\r\n',
        ].join('\r\n'),
      ),
    );
    // What failed is closed next.
    this.#socket.on('error', () => undefined);
    this.#socket.once('close', () => {
      if (!this.#isDropped) options.onClose(this.#closeCode);
    });
  }

  send(text: string): void {
    this.#write(opcodes.text, Buffer.from(text));
  }

  /** Breaks the connection, as a lost network does. Nobody is told. */
  destroy(): void {
    this.#isDropped = true;
    this.#socket.destroy();
  }

  #write(opcode: number, payload: Buffer): void {
    const { length } = payload;
    const extended = length < 126 ? 0 : length < 65_536 ? 2 : 8;
    // A masking key of zeros leaves the payload as it is; the server unmasks it all the same.
    const frame = Buffer.alloc(2 + extended + 4 + length);
    frame[0] = 0x80 | opcode;
    frame[1] = 0x80 | (extended === 0 ? length : extended === 2 ? 126 : 127);
    if (extended === 2) frame.writeUInt16BE(length, 2);
    if (extended === 8) frame.writeBigUInt64BE(BigInt(length), 2);
    payload.copy(frame, 2 + extended + 4);
    this.#socket.write(frame);
  }

  #read(chunk: Buffer): void {
    const bytes = this.#rest ? Buffer.concat([this.#rest, chunk]) : chunk;
    this.#rest = null;
    let position = this.#isOpen ? 0 : this.#readHandshake(bytes);
    if (this.#isOpen) position = this.#readFrames(bytes, position);
    // The buffer is the next socket's in a moment.
    if (position < bytes.length) this.#rest = Buffer.from(bytes.subarray(position));
  }

  /** @returns where it ends */
  #readHandshake(bytes: Buffer): number {
    const end = bytes.indexOf('\r\n\r\n');
    if (end < 0) return 0;
    if (!bytes.toString('latin1', 0, 12).startsWith('HTTP/1.1 101')) {
      this.#socket.destroy();
      return bytes.length;
    }
    this.#isOpen = true;
    this.#options.onOpen();
    return end + 4;
  }

  /** @returns where the first frame begins that is not there whole */
  #readFrames(bytes: Buffer, from: number): number {
    let position = from;
    while (position + 2 <= bytes.length) {
      const short = (bytes[position + 1] as number) & 0x7f;
      const extended = short < 126 ? 0 : short === 126 ? 2 : 8;
      const start = position + 2 + extended;
      if (start > bytes.length) break;
      const length =
        extended === 0
          ? short
          : extended === 2
            ? bytes.readUInt16BE(position + 2)
            : Number(bytes.readBigUInt64BE(position + 2));
      const end = start + length;
      if (end > bytes.length) break;
      this.#take(bytes[position] as number, bytes, start, end);
      position = end;
    }
    return position;
  }

  #take(first: number, bytes: Buffer, start: number, end: number): void {
    if (first === (0x80 | opcodes.text)) this.#options.onFrame(bytes, start, end);
    else if (first === (0x80 | opcodes.ping)) {
      this.#write(opcodes.pong, Buffer.from(bytes.subarray(start, end)));
    } else if (first === (0x80 | opcodes.close)) {
      this.#closeCode = end - start >= 2 ? bytes.readUInt16BE(start) : 1005;
      this.#socket.end();
    } else if (first !== (0x80 | opcodes.pong)) {
      throw new Error(`A frame that begins with ${first}`);
    }
  }
}
