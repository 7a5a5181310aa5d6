import { randomUUID } from 'node:crypto';

import { roomChannel, type BusEvent } from '@coco-chat/collections';
import { waitFor } from '@coco-chat/e2e/servers';
import { afterAll, beforeAll, beforeEach, describe, expect, jest, test } from '@jest/globals';
import type { Payload } from 'payload';
import { pino } from 'pino';

import { MemoryBus } from '../bus/memory';
import { SlowMode } from '../safety/slow-mode';
import { createStores, type Stores } from '../store/create-stores';
import type { StoredMembership } from '../store/member-store';
import { createMember, createPerson, createRoom } from '../testing/factories';
import { startSqlite, type TestDatabase } from '../testing/payload';
import { createLoaders } from './loaders';
import { Posting, type MessageInput } from './posting';

const logger = pino({ level: 'silent' });
let database: TestDatabase;
let payload: Payload;
let stores: Stores;
let bus: MemoryBus;
let posting: Posting;
let member: StoredMembership;
let announced: BusEvent[];

beforeAll(async () => {
  database = await startSqlite();
  payload = await database.open();
  stores = await createStores(payload);
});
afterAll(async () => {
  await stores.close();
  await database.stop();
});
beforeEach(async () => {
  bus = new MemoryBus(logger);
  const filters = { assertAllowed: () => undefined };
  const slowMode = new SlowMode(null, logger);
  posting = new Posting({
    store: stores.messages,
    members: stores.members,
    loaders: createLoaders(stores),
    filters,
    slowMode,
    quietFirstMs: () => 0,
    bus,
  });
  const [{ id: roomId }, person] = await Promise.all([createRoom(payload), createPerson(payload)]);
  member = await createMember(stores.members, roomId, person.id);
  announced = [];
  await bus.subscribe(roomChannel(roomId), (event) => announced.push(event));
});

const post = (input: Partial<MessageInput> = {}) =>
  posting.post(
    { userId: member.userId, roles: ['member'], addressHash: 'ab12', userAgent: 'test' },
    { roomId: member.roomId, clientMessageId: randomUUID(), text: 'hello', ...input },
  );

describe('posting', () => {
  test('commits and announces together what comes together', async () => {
    const messages = await Promise.all(Array.from({ length: 20 }, () => post()));
    expect(messages.map(({ seq }) => seq)).toEqual(Array.from({ length: 20 }, (_, i) => i + 1));
    expect(announced).toEqual([
      {
        type: 'room.changed',
        roomId: member.roomId,
        // That its author joined was the first change.
        from: 2,
        to: 21,
        changes: messages.map((message) => ({
          kind: 'posted',
          revision: message.revision,
          message,
        })),
      },
    ]);
  });

  test('announces what is stored, and nothing that was known', async () => {
    const clientMessageId = randomUUID();
    const first = await post({ clientMessageId });
    const [again, other] = await Promise.all([post({ clientMessageId }), post()]);
    expect([again, other.seq]).toEqual([first, 2]);
    expect(announced).toMatchObject([
      { from: 2, to: 2 },
      { from: 3, to: 3 },
    ]);
  });

  test('keeps where a message came from', async () => {
    const { id } = await post();
    expect(await payload.findByID({ collection: 'chat-messages', id })).toMatchObject({
      addressHash: 'ab12',
      userAgent: 'test',
    });
  });

  test('finishes what is under way when it closes, and then takes no more', async () => {
    const storing = jest.spyOn(stores.messages, 'post');
    const underWay = post();
    await waitFor(() => storing.mock.calls.length > 0, { what: 'the commit' });
    await Promise.all([underWay, posting.close()]);
    await expect(post()).rejects.toMatchObject({ code: 'UNAVAILABLE' });
    expect((await stores.messages.counters([member.roomId])).get(member.roomId)?.lastSeq).toBe(1);
  });
});
