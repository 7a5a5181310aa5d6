import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';

import { SharedAnswers, usualLifetime as lifetime } from './shared-answers';

interface Worked {
  name: string;
  isWhole: boolean;
  size: number;
}

let answers: SharedAnswers<Worked>;
let worked: number;

beforeEach(() => {
  jest.useFakeTimers();
  jest.advanceTimersByTime(1); // the clock of a process never stands at 0
  answers = new SharedAnswers(lifetime);
  worked = 0;
});
afterEach(() => {
  jest.useRealTimers();
});

const answer = (more: Partial<Worked> = {}): Worked => {
  worked += 1;
  return { name: `answer ${worked}`, isWhole: true, size: 100, ...more };
};
const ask = async (key: string, more?: Partial<Worked>): Promise<string> => {
  const given = answers.get(key) ?? (await answers.ask(key, async () => answer(more)));
  return given.name;
};

/** Asks, and answers when told to. */
function askSlowly(key: string) {
  let finish = (): void => undefined;
  const working = new Promise<Worked>((resolve) => {
    finish = () => {
      resolve(answer());
    };
  });
  const given = answers.ask(key, () => working).then(({ name }) => name);
  return { finish, given };
}

describe('an answer', () => {
  test('is given until its lifetime is over, which begins with the work', async () => {
    const slow = askSlowly('a');
    jest.advanceTimersByTime(lifetime / 2);
    slow.finish();
    expect(await slow.given).toBe('answer 1');
    jest.advanceTimersByTime(lifetime / 2 - 1);
    expect(await ask('a')).toBe('answer 1');
    jest.advanceTimersByTime(2);
    expect(await ask('a')).toBe('answer 2');
    expect(lifetime).toBeLessThan(1_000);
  });

  test('is worked out once for all who ask at once, and for each question by itself', async () => {
    const slow = askSlowly('a');
    const others = [ask('a'), ask('a')];
    expect(await ask('b')).toBe('answer 1');
    slow.finish();
    expect(await Promise.all([slow.given, ...others])).toEqual(Array(3).fill('answer 2'));
  });

  test('is not waited for by who comes when it has been worked on for a lifetime', async () => {
    const slow = askSlowly('a');
    jest.advanceTimersByTime(lifetime);
    expect(await ask('a')).toBe('answer 1');
    slow.finish();
    expect(await slow.given).toBe('answer 2');
    expect(await ask('a')).toBe('answer 1');
  });

  test('that was begun before everything was forgotten serves those who waited, and nobody else', async () => {
    const slow = askSlowly('a');
    const waiting = ask('a');
    answers.forget();
    const after = askSlowly('a');
    slow.finish();
    expect([await slow.given, await waiting]).toEqual(['answer 1', 'answer 1']);
    const joined = ask('a');
    after.finish();
    expect([await after.given, await joined, await ask('a')]).toEqual(Array(3).fill('answer 2'));
    answers.forget();
    expect(await ask('a')).toBe('answer 3');
  });

  test('with errors is given to those who ask at once, and not kept', async () => {
    const both = [ask('a', { isWhole: false }), ask('a', { isWhole: false })];
    expect(await Promise.all(both)).toEqual(['answer 1', 'answer 1']);
    expect(await ask('a')).toBe('answer 2');
  });

  test('that could not be worked out is asked for again', async () => {
    const failing = (): Promise<Worked> => Promise.reject(new Error('the database is away'));
    const both = [answers.ask('a', failing), answers.ask('a', failing)];
    for (const given of both) await expect(given).rejects.toThrow('the database is away');
    expect(await ask('a')).toBe('answer 1');
  });
});

describe('what is kept', () => {
  const kept = (keys: readonly string[]): string[] => keys.filter((key) => answers.get(key));
  const askAll = async (count: number, more: Partial<Worked>): Promise<string[]> => {
    const keys = Array.from({ length: count }, (_, index) => `question ${index}`);
    for (const key of keys) await ask(key, more);
    return keys;
  };

  test('are the thousand answers asked for last', async () => {
    const keys = await askAll(1_200, {});
    expect(kept(keys)).toEqual(keys.slice(200));
  });

  test('is 32 MiB at most, the questions counted, and no answer of more than one', async () => {
    const mebibyte = 1024 * 1024;
    expect(kept(await askAll(100, { size: mebibyte / 2 })).length).toBe(63);
    expect(kept(await askAll(3, { size: mebibyte }))).toEqual([]);
    const long = 'k'.repeat(mebibyte / 2);
    await ask(long);
    expect(kept([long])).toEqual([]);
  });
});
