import { once } from 'node:events';

import { WebSocket } from 'ws';

import { waitFor } from '../servers';
import type { Placeholders } from './placeholders';

/** What is said before anything else, for people whose connection the page does not show. */
const init = (token: unknown): string =>
  JSON.stringify({
    type: 'connection_init',
    payload: { authorization: `Bearer ${String(token)}` },
  });

class Line {
  static readonly #pattern = /^(\w*)(>|<<?) (.*)$/;
  readonly speaker: string;
  readonly direction: '>' | '<' | '<<';
  readonly message: string;

  constructor(text: string) {
    const [, speaker, direction, message] = Line.#pattern.exec(text) ?? [];
    if (message === undefined) throw new Error(`No line of a transcript: ${text}`);
    this.speaker = speaker ?? '';
    this.direction = direction as Line['direction'];
    this.message = message;
  }
}

/** Says the client's lines of a transcript to a server, and sees that it answers as the page says. */
export async function playTranscript(
  url: string,
  transcript: string,
  placeholders: Placeholders,
): Promise<void> {
  const received: unknown[] = [];
  const sockets = new Map<string, WebSocket>();

  async function connect(speaker: string): Promise<WebSocket> {
    const socket = new WebSocket(url, 'graphql-transport-ws');
    sockets.set(speaker, socket);
    await once(socket, 'open');
    if (speaker === '') {
      socket.on('message', (data: Buffer) => received.push(JSON.parse(data.toString())));
    } else {
      socket.send(init(placeholders.get(`<token of ${speaker}>`)));
      await once(socket, 'message');
    }
    return socket;
  }

  /** Takes the message that a line describes; `anywhere` among those that have come. */
  async function expectMessage(line: Line, anywhere: boolean): Promise<void> {
    const expected = JSON.parse(line.message) as unknown;
    let difference: string | null = 'nothing came';
    await waitFor(
      () => {
        const candidates = anywhere ? received : received.slice(0, 1);
        for (const [index, actual] of candidates.entries()) {
          difference = placeholders.differences(expected, actual, line.message);
          if (difference !== null) continue;
          received.splice(index, 1);
          return true;
        }
        return false;
      },
      { what: line.message },
    ).catch((cause: unknown) => {
      throw new Error(`${difference}; received ${JSON.stringify(received)}`, { cause });
    });
  }

  try {
    for (const text of transcript.trim().split('\n')) {
      const line = new Line(text);
      if (line.direction === '>') {
        const socket = sockets.get(line.speaker) ?? (await connect(line.speaker));
        socket.send(placeholders.fill(line.message));
      } else await expectMessage(line, line.direction === '<<');
    }
  } finally {
    for (const socket of sockets.values()) socket.terminate();
  }
}
