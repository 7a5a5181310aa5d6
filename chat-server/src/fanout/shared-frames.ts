import { headerOf } from './websocket-frame';

/** The frames of one operation whose id has a certain length, and where in them the id belongs. */
interface Template {
  bytes: Buffer;
  places: readonly number[];
}

/**
 * `next` messages of graphql-transport-ws that many operations get, which differ by the operation's id
 * alone. They are encoded once for all ids of one length; each operation gets a copy with its own id in it.
 */
export class SharedFrames {
  readonly #payloads: readonly Buffer[];
  readonly #templates = new Map<number, Template>();
  #last: { id: Buffer; bytes: Buffer } | undefined;

  /** @param payloads each the JSON of what one event was executed to */
  constructor(payloads: readonly Buffer[]) {
    this.#payloads = payloads;
  }

  /** @param id as it stands in JSON, with its quotes */
  bytesFor(id: Buffer): Buffer {
    // Apollo numbers its operations, so that many clients have the same id.
    if (this.#last && (this.#last.id === id || this.#last.id.equals(id))) return this.#last.bytes;
    const { bytes: template, places } = this.#templateFor(id.length);
    const bytes = Buffer.allocUnsafe(template.length);
    bytes.set(template);
    for (const place of places) bytes.set(id, place);
    this.#last = { id, bytes };
    return bytes;
  }

  #templateFor(idLength: number): Template {
    const known = this.#templates.get(idLength);
    if (known) return known;
    const parts: Buffer[] = [];
    const places: number[] = [];
    let length = 0;
    const add = (part: Buffer): void => {
      parts.push(part);
      length += part.length;
    };
    for (const payload of this.#payloads) {
      const size = beforeId.length + idLength + afterId.length + payload.length + end.length;
      add(headerOf(size));
      add(beforeId);
      places.push(length);
      add(Buffer.alloc(idLength));
      add(afterId);
      add(payload);
      add(end);
    }
    const template = { bytes: Buffer.concat(parts, length), places };
    this.#templates.set(idLength, template);
    return template;
  }
}

const [beforeId, afterId, end] = ['{"id":', ',"type":"next","payload":', '}'].map((part) =>
  Buffer.from(part),
) as [Buffer, Buffer, Buffer];
