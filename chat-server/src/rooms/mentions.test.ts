import { describe, expect, test } from '@jest/globals';

import { mentionsIn, possibleNames } from './mentions';

const room = ['하늘', '하늘이', 'Ann', 'Anna', 'Ann Lee', '바다 위 별', '행복한 수달', 'o.k'];

/** Finds members as a database does: by the names given, in any case. */
const inRoom = async (text: string, names = room): Promise<string[]> => {
  const people = names.map((name, index) => ({ participantId: `${name} ${index}`, name }));
  const members = {
    named: async (_: string, asked: readonly string[]) => {
      const known = new Set(asked.map((name) => name.toLowerCase()));
      return people.filter(({ name }) => known.has(name.toLowerCase()));
    },
  };
  return mentionsIn(members, 'room', text);
};
const whom = async (text: string): Promise<string[]> =>
  (await inRoom(text)).map((id) => id.replace(/ \d+$/, ''));

describe('a mention', () => {
  test.each([
    ['@하늘 안녕', ['하늘']],
    ['안녕하세요 @하늘님!', ['하늘']],
    ['@하늘이 어디 있니', ['하늘이']],
    ['@행복한 수달님과 @바다 위 별', ['행복한 수달', '바다 위 별']],
    ['@ann', ['Ann']],
    ['@ANNA, hi', ['Anna']],
    ['hi @Ann Lee!', ['Ann Lee']],
    ['hi @Ann Leest', ['Ann']],
    ['(@ann) "@o.k"', ['Ann', 'o.k']],
    ['안녕@하늘', ['하늘']],
    ['@하늘 @하늘 @하늘', ['하늘']],
    ['첫 줄 @Ann\nLee', ['Ann']],
    [`@${'하늘'.normalize('NFD').normalize('NFC')}`, ['하늘']],
  ])('%j', async (text, expected) => {
    expect(await whom(text)).toEqual(expected);
  });

  test.each(['하늘', 'a@ann.com', 'me.too+1@ann', '@', '@ ann', '@annabel', '@nobody', '@\nAnn'])(
    'is none: %j',
    async (text) => {
      expect(await whom(text)).toEqual([]);
    },
  );

  test('of a name that several have means them all', async () => {
    expect(await inRoom('@ann', ['Ann', 'ANN', 'Anna'])).toEqual(['Ann 0', 'ANN 1']);
  });

  test('is one of 20 at most', async () => {
    const names = Array.from({ length: 30 }, (_, index) => `name${index}x`);
    const text = names.map((name) => `@${name}`).join(' ');
    expect(await inRoom(text, names)).toHaveLength(20);
  });

  test('costs no read where there is no @, and few names where there are many', async () => {
    const members = { named: () => Promise.reject(new Error('Read')) };
    expect(await mentionsIn(members, 'room', 'a@b.com 하늘')).toEqual([]);
    expect(possibleNames('@'.repeat(4_000))).toHaveLength(50);
    expect(possibleNames('@a b'.repeat(1_000)).flat().length).toBeLessThan(2_000);
  });
});
