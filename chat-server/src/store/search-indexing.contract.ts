import { waitFor } from '@coco-chat/e2e/servers';
import {
  afterAll,
  afterEach,
  beforeAll,
  beforeEach,
  describe,
  expect,
  jest,
  test,
} from '@jest/globals';
import type { Payload } from 'payload';

import type { TestDatabase } from '../testing/payload';
import { SearchedRoom } from '../testing/searched-room';
import { createStores, type Stores } from './create-stores';
import { blockSize, blocksPerTransaction } from './search-blocks';
import type { SearchIndex } from './search-index';
import type { SearchTest } from './search.contract';

/** When messages come into the index, and what happens to them meanwhile, whatever database it is in. */
export function describeSearchIndexing({
  countEntries,
  forgetIndex,
  openIndex,
  start,
  whileIndexing,
}: SearchTest): void {
  let database: TestDatabase;
  let payload: Payload;
  let index: SearchIndex;
  let stores: Stores;
  let elsewhere: Stores;
  let room: SearchedRoom;
  let calledOff: () => void = () => undefined;

  beforeAll(async () => {
    database = await start();
    payload = await database.open();
    index = openIndex(payload);
    stores = await createStores(payload);
    elsewhere = await createStores(await database.open());
  });
  afterAll(async () => {
    await stores.close();
    await elsewhere.close();
    await database.stop();
  });
  beforeEach(async () => {
    room = await SearchedRoom.open(payload, stores, index);
  });
  afterEach(() => {
    calledOff();
    jest.restoreAllMocks();
  });

  const numbered = (text: string, count: number): string[] =>
    Array.from({ length: count }, (_, at) => `${text} ${at + 1}`);
  const once = (work: () => Promise<unknown>): (() => Promise<void>) => {
    let isDone = false;
    return async () => {
      if (isDone) return;
      isDone = true;
      await work();
    };
  };

  describe('indexing', () => {
    test('follows the post that completes a block, and no other', async () => {
      await room.post(numbered('글', blockSize - 1));
      expect(await room.progress()).toEqual({ indexedTo: 0, lastSeq: blockSize - 1 });
      expect(await countEntries(payload, room.id)).toBe(0);
      expect(await room.found(`글 ${blockSize - 1}`)).toEqual([`글 ${blockSize - 1}`]);
      await room.post(['다음 글']);
      await room.indexedTo(blockSize);
      expect(await countEntries(payload, room.id)).toBe(1);
      expect(await room.found('다음')).toEqual(['다음 글']);
    });

    test('goes on until all blocks are, in more than one transaction', async () => {
      const blocks = 2 * blocksPerTransaction + 1;
      await room.post(numbered('글', blocks * blockSize + 1));
      await room.indexedTo(blocks * blockSize);
      expect(await countEntries(payload, room.id)).toBe(blocks);
    });

    test('finds an edit from before its block was complete', async () => {
      const [first] = await room.post(numbered('옛말', blockSize - 1));
      await room.edit(first, '새말');
      const expected = [['새말'], blockSize - 2];
      const found = async () => [await room.found('새말'), (await room.found('옛말')).length];
      expect(await found()).toEqual(expected);
      await room.post(['마지막']);
      await room.indexedTo(blockSize);
      expect(await found()).toEqual(expected);
    });

    test('finds an edit from while its block is indexed', async () => {
      const [first, ...others] = await room.post(numbered('옛말', blockSize - 1));
      calledOff = whileIndexing(
        once(async () => {
          await room.edit(first, '새말');
          await room.delete(others[0]);
        }),
      );
      const [last] = await room.post(['마지막']);
      await room.indexedTo(blockSize);
      expect(await room.found('새말')).toEqual(['새말']);
      expect(await room.found('옛말')).toHaveLength(blockSize - 3);
      expect(await room.found('마지막')).toEqual([last?.text]);
    });

    test('keeps nothing of messages that are deleted for good meanwhile', async () => {
      const where = { room: { equals: room.id } };
      const forgotten = once(async () => {
        await payload.db.deleteMany({ collection: 'chat-messages', where });
        await stores.search.forget(room.id);
      });
      calledOff = whileIndexing(forgotten);
      await room.post(numbered('비밀', blockSize));
      await room.indexedTo(blockSize);
      expect(await countEntries(payload, room.id)).toBe(0);
    });

    test('misses nothing, and gives nothing twice, to a search while people post', async () => {
      const rounds = 60;
      const known: number[] = [];
      const posts = { areOver: false };
      const post = async () => {
        for (let round = 0; round < rounds; round += 1) {
          const posted = await room.post(['찾을 것', ...numbered('다른 것', 16)]);
          known.push(posted[0]?.seq ?? 0);
        }
      };
      const posting = post().finally(() => (posts.areOver = true));
      let searches = 0;
      while (!posts.areOver) {
        const before = [...known];
        const seqs = (await room.search('찾을')).messages.map(({ seq }) => seq);
        expect(seqs).toEqual([...new Set(seqs)].sort((one, other) => other - one));
        expect(seqs).toEqual(expect.arrayContaining(before));
        searches += 1;
      }
      await posting;
      expect(searches).toBeGreaterThan(1);
      expect((await room.search('찾을')).messages.map(({ seq }) => seq)).toEqual(known.reverse());
      await room.indexedTo(15 * blockSize);
    }, 60_000);

    test('by two processes at once makes each entry once', async () => {
      const both = [stores, elsewhere];
      const blocks = 12;
      await Promise.all(
        Array.from({ length: blocks }, (_, block) =>
          room.post(numbered(`${block}번째 것`, blockSize), both[block % 2]),
        ),
      );
      await Promise.all([index.indexBlocks([room.id]), index.indexBlocks([room.id])]);
      await Promise.all(both.map((own) => room.search('것', { stores: own })));
      await room.indexedTo(blocks * blockSize);
      expect(await countEntries(payload, room.id)).toBe(blocks);
      expect(await room.foundInPages('번째', 100)).toHaveLength(blocks * blockSize);
    });

    test('of several rooms is one transaction, of the oldest blocks', async () => {
      const rooms = [room, ...(await Promise.all([1, 2].map(() => anotherRoom())))];
      const ids = rooms.map(({ id }) => id);
      for (const each of rooms) {
        await each.post(numbered('글', 2 * blockSize));
        await each.indexedTo(2 * blockSize);
        await forgetIndex(payload, each.id);
      }
      let transactions = 0;
      calledOff = whileIndexing(() => Promise.resolve(void (transactions += 1)));
      expect(new Set(await index.indexBlocks(ids))).toEqual(new Set(ids));
      expect(transactions).toBe(1);
      for (const each of rooms) expect((await each.progress()).indexedTo).toBe(blockSize);
      expect(await index.indexBlocks(ids)).toEqual([]);
      for (const each of rooms) expect((await each.progress()).indexedTo).toBe(2 * blockSize);
      expect(await index.indexBlocks(ids)).toEqual([]);
    });

    test('that fails is told once, and fails neither posts nor searches', async () => {
      const warn = jest.spyOn(payload.logger, 'warn').mockImplementation(() => undefined);
      let failures = 0;
      calledOff = whileIndexing(() => {
        failures += 1;
        return Promise.reject(new Error('The disk is full.'));
      });
      for (const [before, word] of ['하나', '둘', '셋'].entries()) {
        await room.post(numbered(word, blockSize));
        await waitFor(() => failures === before + 1);
      }
      expect(await room.found('둘')).toHaveLength(blockSize);
      expect(warn).toHaveBeenCalledTimes(1);
      expect(await room.progress()).toMatchObject({ indexedTo: 0 });
      calledOff();
      await room.post(numbered('넷', blockSize));
      await room.indexedTo(4 * blockSize);
      expect(await room.found('셋')).toHaveLength(blockSize);
    });

    test('ends with the stores', async () => {
      const own = await createStores(payload);
      await room.post(numbered('글', 3 * blocksPerTransaction * blockSize), own);
      await own.close();
      const { indexedTo } = await room.progress();
      // What is begun takes a few turns of the event loop: nothing is.
      for (let turn = 0; turn < 20; turn += 1) await new Promise(setImmediate);
      expect(indexedTo).toBeLessThanOrEqual(blocksPerTransaction * blockSize);
      expect(await room.progress()).toMatchObject({ indexedTo });
    });
  });

  const anotherRoom = (): Promise<SearchedRoom> => SearchedRoom.open(payload, stores, index);
}
