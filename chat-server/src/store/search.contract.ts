import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Payload } from 'payload';

import { searchMessages } from '../rooms/searching';
import { createMember, createPerson, createRoom, newMessage } from '../testing/factories';
import type { TestDatabase } from '../testing/payload';
import { createStores, type Stores } from './create-stores';
import type { StoredMembership } from './member-store';
import type { MessageEdit, StoredMessage } from './message-store';
import { indexingBatch } from './search-store';
import { parseSearch } from './search-terms';

interface SearchTest {
  start: () => Promise<TestDatabase>;
  /** Takes away what a room's messages are found by, as if there had never been an index. */
  forgetIndex: (payload: Payload, roomId: string) => Promise<void>;
  /** How many messages of a room are in the index. */
  countIndexed: (payload: Payload, roomId: string) => Promise<number>;
  /** How the database would find the candidates. Throws where it would look at every message. */
  assertIndexed: (payload: Payload, roomId: string, terms: readonly string[]) => Promise<void>;
}

/** What a search finds, whatever database it is on. */
export function describeSearch({
  assertIndexed,
  countIndexed,
  forgetIndex,
  start,
}: SearchTest): void {
  let database: TestDatabase;
  let payload: Payload;
  let stores: Stores;
  let member: StoredMembership;
  let roomId: string;

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
    roomId = (await createRoom(payload)).id;
    member = await createMember(stores.members, roomId, (await createPerson(payload)).id);
  });

  const post = async (...texts: string[]): Promise<StoredMessage[]> => {
    const posted = await stores.messages.post(texts.map((text) => newMessage(member, { text })));
    return posted.map(({ message }) => message);
  };
  const search = (text: string, more: { first?: number; before?: number } = {}) =>
    searchMessages(stores.search, {
      ...{ roomId, text, first: 100, before: Number.MAX_SAFE_INTEGER, isShown: () => true },
      ...more,
    });
  const found = async (text: string): Promise<(string | null)[]> =>
    (await search(text)).messages.map((message) => message.text);
  const change = (message: StoredMessage | undefined, set: MessageEdit) => {
    if (!message) throw new Error('No message');
    const { id, revision: expectedRevision } = message;
    return stores.messages.change({ id, roomId, expectedRevision, set });
  };
  const at = '2026-01-02T03:04:05.678Z';

  describe('searching', () => {
    test('finds Korean and English, newest first, in the room alone', async () => {
      await post('학교에서 만나요', 'The meeting is on', '내일 meeting 있어요', '우리 학교');
      const elsewhere = (await createRoom(payload)).id;
      const { id } = await createPerson(payload);
      const other = await createMember(stores.members, elsewhere, id);
      await stores.messages.post([newMessage(other, { text: '학교 meeting' })]);
      expect(await found('학교')).toEqual(['우리 학교', '학교에서 만나요']);
      expect(await found('교')).toEqual(['우리 학교', '학교에서 만나요']);
      expect(await found('MEET')).toEqual(['내일 meeting 있어요', 'The meeting is on']);
      expect(await found('meet 내일')).toEqual(['내일 meeting 있어요']);
      expect(await found('없는말')).toEqual([]);
      expect(await found('NOT OR AND "')).toEqual([]);
    });

    test('follows edits, and leaves out what was deleted or hidden', async () => {
      const [first, second, third] = await post('사과 apple', '사과 둘', '사과 셋');
      const edited = await change(first, { text: '배 pear', editedAt: at });
      expect(await found('사과')).toEqual(['사과 셋', '사과 둘']);
      expect([await found('apple'), await found('pear')]).toEqual([[], ['배 pear']]);
      await change(second, { deletedAt: at });
      const hidden = await change(third, { hiddenAt: at });
      expect(await found('사과')).toEqual([]);
      await change(hidden ?? undefined, { hiddenAt: null });
      expect(await found('사과')).toEqual(['사과 셋']);
      // An edit that came too late changes nothing here either.
      await expect(change(first, { text: '감' })).resolves.toBeNull();
      expect([await found('감'), await found('배')]).toEqual([[], [edited?.text]]);
    });

    test('goes on page by page, and misses nothing between', async () => {
      await post(...Array.from({ length: 25 }, (_, index) => `가나다 ${index + 1}`));
      await post('가나 나다', '나다 가나'); // have all of the terms, and are not it
      const seen: number[] = [];
      let before = Number.MAX_SAFE_INTEGER;
      for (;;) {
        const page = await search('가나다', { first: 10, before });
        seen.push(...page.messages.map(({ seq }) => seq));
        if (!page.hasMore) break;
        expect(page.messages).toHaveLength(10);
        before = page.reached;
      }
      expect(seen).toEqual(Array.from({ length: 25 }, (_, index) => 25 - index));
    });

    test('looks at a bounded number of messages for a page, and goes on from there', async () => {
      await post('가나다', ...Array.from({ length: 1_000 }, () => '가나 나다'));
      const first = await search('가나다');
      expect(first).toMatchObject({ messages: [], hasMore: true });
      const second = await search('가나다', { before: first.reached });
      expect(second).toMatchObject({ messages: [{ seq: 1 }], hasMore: false });
    });

    test('finds what was posted before there was an index, and what was posted since', async () => {
      const count = 2 * indexingBatch + 5;
      const [old] = await post(
        ...Array.from({ length: count }, (_, index) => `오래된 글 ${index}`),
      );
      await forgetIndex(payload, roomId);
      const [fresh] = await post('새로운 글');
      await change(old, { text: '고친 글' });
      expect(await found('고친')).toEqual(['고친 글']);
      expect(await found(`글 ${count - 1}`)).toEqual([`오래된 글 ${count - 1}`]);
      expect(await found('새로운')).toEqual([fresh?.text]);
      const [one, other] = await Promise.all([search('글'), search('글')]);
      expect([one.messages.length, other.messages.length]).toEqual([100, 100]);
    });

    test('finds what a look at every message finds', async () => {
      const word = fc.constantFrom(
        ...[
          '학교',
          '학교에서',
          '학원',
          '원',
          '교',
          '서울',
          'meet',
          'meeting',
          'me',
          'Über',
          '2026',
        ],
        ...['日本', '🎉', 'ㅋㅋ', 'a', 'K팝'],
      );
      const texts = fc.array(word, { minLength: 1, maxLength: 5 }).map((words) => words.join(' '));
      const all = await post(...fc.sample(texts, { numRuns: 150, seed: 3 }));
      for (const message of all.slice(0, 30)) {
        const [text] = fc.sample(texts, { numRuns: 1, seed: message.seq });
        await change(message, { text: text ?? '', editedAt: at });
      }
      for (const message of all.slice(30, 50)) await change(message, { deletedAt: at });
      const { messages } = await stores.messages.newest(roomId, 200);
      const standing = messages.filter(({ deletedAt }) => deletedAt === null).reverse();
      const searches = fc
        .array(word, { minLength: 1, maxLength: 2 })
        .map((words) => words.join(' '));
      await fc.assert(
        fc.asyncProperty(searches, async (text) => {
          const { matches } = parseSearch(text);
          const expected = standing.filter((message) => matches(message.text ?? '')).slice(0, 100);
          expect((await search(text)).messages).toEqual(expected);
        }),
        { numRuns: 60, seed: 7 },
      );
    });

    test('does not look at every message', async () => {
      await post(...Array.from({ length: 300 }, (_, index) => `안녕 hello ${index}`));
      await search('안녕');
      await assertIndexed(payload, roomId, parseSearch('hello 안녕').terms);
    });

    test.each(['', '   ', '?!', 'x'.repeat(101)])('refuses %j', async (text) => {
      await expect(search(text)).rejects.toMatchObject({
        ...{ code: 'BAD_USER_INPUT', details: { field: 'text' } },
      });
    });

    test('a hundred different characters at once', async () => {
      const text = Array.from({ length: 100 }, (_, index) => String.fromCodePoint(0xac00 + index));
      await post(text.join(' '));
      expect(await found(text.slice(0, 50).join(' '))).toHaveLength(1);
      expect(await found(text.join(''))).toHaveLength(0);
    });

    test('a room is forgotten, and no other', async () => {
      const old = roomId;
      await post('학교', '사과 apple');
      roomId = (await createRoom(payload)).id;
      member = await createMember(stores.members, roomId, (await createPerson(payload)).id);
      await post('학교에서');
      await stores.search.forget(old);
      expect([await countIndexed(payload, old), await countIndexed(payload, roomId)]).toEqual([
        0, 1,
      ]);
      expect(await found('학교')).toEqual(['학교에서']);
      await stores.search.forget(old);
      await stores.search.forget('nowhere');
      roomId = old;
      expect(await found('학교')).toEqual([]);
    });

    test('in a room without messages, or in none, finds nothing', async () => {
      expect(await found('학교')).toEqual([]);
      roomId = 'nowhere';
      expect(await found('학교')).toEqual([]);
    });
  });
}
