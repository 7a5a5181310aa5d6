import { expect, test } from '@jest/globals';

import { KeyedQueue } from './keyed-queue';

/** Work that ends when the test says so. */
function arrange() {
  const queue = new KeyedQueue();
  const begun: string[] = [];
  const ends = new Map<string, () => void>();
  const add = (key: string, name: string): Promise<string> =>
    queue.add(key, async (hasWaited) => {
      begun.push(hasWaited ? `${name} later` : name);
      await new Promise<void>((resolve) => ends.set(name, resolve));
      if (name.startsWith('broken')) throw new Error(name);
      return name;
    });
  const end = async (name: string): Promise<void> => {
    ends.get(name)?.();
    await new Promise(setImmediate);
  };
  return { queue, begun, add, end };
}

test('what has the same key goes one after the other, and what has another beside it', async () => {
  const { add, begun, end } = arrange();
  const all = [add('a', 'a1'), add('a', 'a2'), add('b', 'b1'), add('a', 'a3')];
  expect(begun).toEqual(['a1', 'b1']);
  await end('a1');
  expect(begun).toEqual(['a1', 'b1', 'a2 later']);
  await end('a2');
  await end('a3');
  await end('b1');
  expect(await Promise.all(all)).toEqual(['a1', 'a2', 'b1', 'a3']);
  const another = add('a', 'a4');
  expect(begun.at(-1)).toBe('a4');
  await end('a4');
  await another;
});

test('what fails holds up nobody', async () => {
  const { add, begun, end } = arrange();
  const [broken, next] = [add('a', 'broken'), add('a', 'next')];
  await Promise.all([expect(broken).rejects.toThrow('broken'), end('broken')]);
  expect(begun).toEqual(['broken', 'next later']);
  await end('next');
  expect(await next).toBe('next');
});

test('is idle when all that was added has ended', async () => {
  const { add, end, queue } = arrange();
  let isIdle = false;
  const [first, second] = [add('a', 'first'), add('a', 'broken')];
  const broken = expect(second).rejects.toThrow('broken');
  void queue.idle().then(() => (isIdle = true));
  await end('first');
  expect(isIdle).toBe(false);
  await end('broken');
  await Promise.all([first, broken]);
  expect(isIdle).toBe(true);
});
