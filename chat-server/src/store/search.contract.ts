import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Payload } from 'payload';

import { searchMessages } from '../rooms/searching';
import type { TestDatabase } from '../testing/payload';
import { SearchedRoom } from '../testing/searched-room';
import { createStores, type Stores } from './create-stores';
import { blockSize, mostUnindexed } from './search-blocks';
import type { SearchIndex } from './search-index';
import { parseSearch } from './search-terms';

export interface SearchTest {
  start: () => Promise<TestDatabase>;
  /** The index as one more process would have it. */
  openIndex: (payload: Payload) => SearchIndex;
  /** Takes away what a room's messages are found by, as if there had never been an index. */
  forgetIndex: (payload: Payload, roomId: string) => Promise<void>;
  /** How many entries the index has of a room. */
  countEntries: (payload: Payload, roomId: string) => Promise<number>;
  /** How the database would search a room of 20 blocks. Throws where it would look at all of them. */
  assertIndexed: (payload: Payload, roomId: string, terms: readonly string[]) => Promise<void>;
  /**
   * Does something each time that blocks have been read and nothing is written yet, until it is called
   * off. What it throws, indexing throws.
   */
  whileIndexing: (work: () => Promise<void>) => () => void;
}

/** What a search finds, whatever database it is on. */
export function describeSearch({
  assertIndexed,
  countEntries,
  forgetIndex,
  openIndex,
  start,
}: SearchTest): void {
  let database: TestDatabase;
  let payload: Payload;
  let stores: Stores;
  let room: SearchedRoom;

  const anotherRoom = () => SearchedRoom.open(payload, stores, openIndex(payload));
  beforeAll(async () => {
    database = await start();
    payload = await database.open();
    stores = await createStores(payload);
  });
  afterAll(async () => {
    await stores.close();
    await database.stop();
  });
  beforeEach(async () => {
    room = await anotherRoom();
  });

  const at = '2026-01-02T03:04:05.678Z';
  const numbered = (text: string, count: number): string[] =>
    Array.from({ length: count }, (_, index) => `${text} ${index + 1}`);

  describe('searching', () => {
    test('finds Korean and English, newest first, in the room alone', async () => {
      await room.post(['학교에서 만나요', 'The meeting is on', '내일 meeting 있어요', '우리 학교']);
      await (await anotherRoom()).post(['학교 meeting']);
      expect(await room.found('학교')).toEqual(['우리 학교', '학교에서 만나요']);
      expect(await room.found('교')).toEqual(['우리 학교', '학교에서 만나요']);
      expect(await room.found('MEET')).toEqual(['내일 meeting 있어요', 'The meeting is on']);
      expect(await room.found('meeti')).toEqual(['내일 meeting 있어요', 'The meeting is on']);
      expect(await room.found('meet 내일')).toEqual(['내일 meeting 있어요']);
      expect(await room.found('없는말')).toEqual([]);
      expect(await room.found('NOT OR AND "')).toEqual([]);
    });

    test.each([
      ['at the end of a room', 3],
      ['in a block', blockSize],
    ])('follows edits, and leaves out what was deleted or hidden, %s', async (_, count) => {
      const rest = numbered('다른 말', count - 3);
      // The first and the last of what may be a block, and one between.
      const posted = await room.post(['사과 apple', '사과 둘', ...rest, '사과 셋']);
      const [first, second, third] = [posted[0], posted[1], posted.at(-1)];
      if (count === blockSize) await room.indexedTo(count);
      const edited = await room.edit(first, '배 pear');
      expect(await room.found('사과')).toEqual(['사과 셋', '사과 둘']);
      expect([await room.found('apple'), await room.found('pear')]).toEqual([[], ['배 pear']]);
      await room.delete(second);
      const hidden = await room.change(third, { hiddenAt: at });
      expect(await room.found('사과')).toEqual([]);
      const shown = await room.change(hidden ?? undefined, { hiddenAt: null });
      expect(await room.found('사과')).toEqual(['사과 셋']);
      // An edit that came too late changes nothing here either.
      await expect(room.edit(first, '감')).resolves.toBeNull();
      expect([await room.found('감'), await room.found('배')]).toEqual([[], [edited?.text]]);
      await room.edit(shown ?? undefined, '사과 넷');
      expect(await room.found('사과')).toEqual(['사과 넷']);
      expect(await room.found('셋')).toEqual([]);
    });

    test('goes on page by page, and misses nothing between', async () => {
      await room.post(numbered('가나다', 25));
      await room.post(['가나 나다', '나다 가나']); // have all of the terms, and are not it
      const pages: number[] = [];
      const seen: number[] = [];
      let before = Number.MAX_SAFE_INTEGER;
      for (;;) {
        const page = await room.search('가나다', { first: 10, before });
        seen.push(...page.messages.map(({ seq }) => seq));
        pages.push(page.messages.length);
        if (!page.hasMore) break;
        before = page.reached;
      }
      expect(pages).toEqual([10, 10, 5]);
      expect(seen).toEqual(Array.from({ length: 25 }, (_, index) => 25 - index));
    });

    test('says that there is no more where there is none', async () => {
      await room.post([...numbered('말', blockSize), ...numbered('가나다', 10)]);
      await room.indexedTo(blockSize);
      const { hasMore, messages } = await room.search('가나다', { first: 10 });
      expect([messages.length, hasMore]).toEqual([10, false]);
    });

    test('looks at a bounded number of messages for a page, and goes on from there', async () => {
      await room.post(['가나다', ...Array.from({ length: 3_000 }, () => '가나 나다')]);
      const first = await room.search('가나다');
      expect(first).toMatchObject({ messages: [], hasMore: true });
      const second = await room.search('가나다', { before: first.reached });
      expect(second).toMatchObject({ messages: [{ seq: 1 }], hasMore: false });
    });

    test('does not find those whom the viewer is not to see', async () => {
      const posted = await room.post(numbered('가나다', 20));
      const [author] = posted.map(({ authorId }) => authorId);
      const wanted = { roomId: room.id, text: '가나다', first: 5, before: 21 };
      const asked = new Set<string | null>();
      const none = await searchMessages(stores, {
        ...wanted,
        isShown: ({ authorId }) => !asked.add(authorId),
      });
      expect(none).toMatchObject({ messages: [], hasMore: false });
      expect([...asked]).toEqual([author]);
    });

    test('finds what was posted before there was an index, and what was posted since', async () => {
      const count = mostUnindexed + 2 * blockSize + 5;
      const [old] = await room.post(numbered('오래된 글', count));
      await room.indexedTo(count - 5);
      await forgetIndex(payload, room.id);
      const [fresh] = await room.post(['새로운 글']);
      await room.edit(old, '고친 글');
      expect(await room.found('고친')).toEqual(['고친 글']);
      const { indexedTo, lastSeq } = await room.progress();
      expect(lastSeq - indexedTo).toBeLessThan(mostUnindexed + blockSize);
      expect(await room.found(`글 ${count}`)).toEqual([`오래된 글 ${count}`]);
      expect(await room.found('새로운')).toEqual([fresh?.text]);
      await forgetIndex(payload, room.id);
      const [one, other] = await Promise.all([room.search('글'), room.search('글')]);
      expect([one.messages.length, other.messages.length]).toEqual([100, 100]);
    });

    test('finds what a look at every message finds, with pages of any size', async () => {
      const word = fc.constantFrom(
        ...['학교', '학교에서', '학원', '원', '교', '서울', 'meet', 'meeting', 'me', 'Über'],
        ...['2026', '日本', '🎉', 'ㅋㅋ', 'a', 'K팝', 'meets', 'internationalization'],
      );
      const texts = fc.array(word, { minLength: 1, maxLength: 3 }).map((words) => words.join(' '));
      const textOf = (seed: number): string => fc.sample(texts, { numRuns: 1, seed })[0] ?? '';
      const all = await room.post(fc.sample(texts, { numRuns: 400, seed: 3 }));
      const every = (step: number, from: number) => all.filter(({ seq }) => seq % step === from);
      await room.indexedTo(384);
      for (const message of every(7, 3)) await room.edit(message, textOf(message.seq));
      for (const message of every(7, 5)) await room.delete(message);
      // Two more blocks, with edits from before they were indexed, and a part of one.
      const more = await room.post(fc.sample(texts, { numRuns: 47, seed: 4 }));
      for (const message of more.slice(10, 20)) await room.edit(message, textOf(message.seq));
      await room.post(fc.sample(texts, { numRuns: 100, seed: 5 }));
      await room.indexedTo(512);

      const { messages } = await stores.messages.newest(room.id, 1_000);
      expect(messages).toHaveLength(547);
      const standing = messages.filter(({ deletedAt }) => deletedAt === null).reverse();
      const searches = fc
        .array(word, { minLength: 1, maxLength: 2 })
        .map((words) => words.join(' '));
      await fc.assert(
        fc.asyncProperty(searches, fc.integer({ min: 1, max: 60 }), async (text, first) => {
          const { matches } = parseSearch(text);
          const expected = standing.filter((message) => matches(message.text ?? ''));
          expect(await room.foundInPages(text, first)).toEqual(expected);
        }),
        { numRuns: 60, seed: 7 },
      );
    }, 60_000);

    test('does not look at every message', async () => {
      const count = 20 * blockSize;
      await room.post(numbered('안녕 hello', count));
      await room.indexedTo(count);
      await assertIndexed(payload, room.id, parseSearch('hello 안녕').terms);
    });

    test.each(['', '   ', '?!', 'x'.repeat(101)])('refuses %j', async (text) => {
      await expect(room.search(text)).rejects.toMatchObject({
        ...{ code: 'BAD_USER_INPUT', details: { field: 'text' } },
      });
    });

    test('a hundred different characters at once', async () => {
      const text = Array.from({ length: 100 }, (_, index) => String.fromCodePoint(0xac00 + index));
      await room.post([text.join(' '), ...numbered('말', blockSize)]);
      await room.indexedTo(blockSize);
      expect(await room.found(text.slice(0, 50).join(' '))).toHaveLength(1);
      expect(await room.found(text.join(''))).toHaveLength(0);
    });

    test('a room is forgotten, and no other', async () => {
      const other = await anotherRoom();
      for (const each of [room, other]) {
        const [first] = await each.post(numbered('학교', blockSize));
        await each.indexedTo(blockSize);
        await each.edit(first, '사과 apple');
      }
      expect(await countEntries(payload, room.id)).toBe(2);
      const where = { room: { equals: room.id } };
      await payload.db.deleteMany({ collection: 'chat-messages', where });
      await stores.search.forget(room.id);
      expect([await countEntries(payload, room.id), await countEntries(payload, other.id)]).toEqual(
        [0, 2],
      );
      expect(await other.found('apple')).toEqual(['사과 apple']);
      await stores.search.forget(room.id);
      await stores.search.forget('nowhere');
      expect(await room.found('학교')).toEqual([]);
      expect(await room.progress()).toEqual({ indexedTo: blockSize, lastSeq: blockSize });
    });

    test('in a room without messages, or in none, finds nothing', async () => {
      expect(await room.found('학교')).toEqual([]);
      const nowhere = { roomId: 'nowhere', text: '학교', first: 10, before: 10 };
      const found = await searchMessages(stores, { ...nowhere, isShown: () => true });
      expect(found).toMatchObject({ messages: [], hasMore: false });
    });
  });
}
