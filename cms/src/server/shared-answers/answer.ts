import { promisify } from 'node:util';
import zlib from 'node:zlib';

import type { Request, Response } from 'express';

const gzip = promisify(zlib.gzip);

/** Bytes from which an answer is worth compressing; Next's own threshold. */
const worthCompressing = 1024;

/** What Payload answered, ready to be sent any number of times. */
export class Answer {
  /** Whether Payload did what it was asked to, without an error in any part of it. */
  readonly isWhole: boolean;
  readonly #status: number;
  readonly #headers: readonly (readonly [string, string])[];
  readonly #body: Buffer;
  #compressed: Promise<Buffer> | undefined;

  private constructor({ headers, status }: globalThis.Response, body: Buffer) {
    this.#status = status;
    this.#headers = [...headers].filter(([name]) => name !== 'content-length');
    this.#body = body;
    this.isWhole = status === 200 && !hasErrors(body);
  }

  static async of(response: globalThis.Response): Promise<Answer> {
    return new Answer(response, Buffer.from(await response.arrayBuffer()));
  }

  /** Bytes that it takes up, at most. */
  get size(): number {
    return 2 * this.#body.byteLength;
  }

  async send(request: Request, response: Response): Promise<void> {
    const isLarge = this.#body.byteLength >= worthCompressing;
    const isCompressed = isLarge && request.acceptsEncodings('gzip', 'identity') === 'gzip';
    const body = isCompressed ? await (this.#compressed ??= gzip(this.#body)) : this.#body;
    response.statusCode = this.#status;
    for (const [name, value] of this.#headers) {
      // The one header that stands for itself each time.
      if (name === 'set-cookie') response.appendHeader(name, value);
      else response.setHeader(name, value);
    }
    response.setHeader('Vary', 'Accept-Encoding');
    if (isCompressed) response.setHeader('Content-Encoding', 'gzip');
    response.setHeader('Content-Length', body.byteLength);
    response.end(body);
  }
}

function hasErrors(body: Buffer): boolean {
  try {
    return 'errors' in (JSON.parse(body.toString()) as object);
  } catch {
    return true;
  }
}
