import { randomUUID } from 'node:crypto';

import { serveWorker, workerSettings } from '../harness/worker';
import { markedText } from '../load/marked-text';
import { createAccount, createRoom } from '../product/first-documents';
import { openPayload, type PayloadSettings } from '../product/open-payload';

/**
 * Posts the way Payload's documents show: `payload.create` for each message, with nothing populated. It
 * has neither network nor rules to care for, and counts `seq` in memory: all of that is in its favour.
 */
const payload = await openPayload(workerSettings() as PayloadSettings);

interface Posting {
  readonly seconds: number;
  readonly senders: number;
  readonly rooms: number;
}

const roomIds: string[] = [];
const { id: author } = await createAccount(payload, 1);

const seqs = new Map<string, number>();
let number = 0;

async function createMessage(room: string): Promise<void> {
  const seq = (seqs.get(room) ?? 0) + 1;
  seqs.set(room, seq);
  number += 1;
  await payload.create({
    collection: 'chat-messages',
    data: {
      ...{ room, author, seq, revision: seq, kind: 'text' },
      text: markedText(number),
      clientMessageId: randomUUID(),
    },
    depth: 0,
  });
}

/** Every sender posts its next message when the last one is stored, for so long. */
async function post({ rooms, seconds, senders }: Posting) {
  while (roomIds.length < rooms) roomIds.push(await createRoom(payload, roomIds.length + 1));
  let stored = 0;
  const began = performance.now();
  const end = began + seconds * 1_000;
  await Promise.all(
    Array.from({ length: senders }, async (_, index) => {
      const room = roomIds[index % rooms] ?? '';
      while (performance.now() < end) {
        await createMessage(room);
        stored += 1;
      }
    }),
  );
  return { stored, took: (performance.now() - began) / 1_000 };
}

const handlers = { post };
export type PayloadCreateHandlers = typeof handlers;

serveWorker(handlers);
