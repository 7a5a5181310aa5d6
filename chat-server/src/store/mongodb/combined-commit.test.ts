import { expect, test } from '@jest/globals';

import { unavailable } from '../../errors';
import { CombinedCommit } from './combined-commit';

interface Attempt {
  groups: readonly string[];
  succeed: () => void;
  fail: (error: unknown) => void;
}

/** Commits that end when the test says so. */
function arrange() {
  const attempts: Attempt[] = [];
  const alone: Attempt[] = [];
  const begun = <T>(list: Attempt[], groups: readonly string[], result: T): Promise<T> =>
    new Promise((resolve, reject) => {
      list.push({ groups, succeed: () => resolve(result), fail: reject });
    });
  const commits = new CombinedCommit<string, string>({
    together: (groups) =>
      begun(
        attempts,
        groups,
        groups.map((group) => `${group} together`),
      ),
    alone: (group) => begun(alone, [group], `${group} alone`),
  });
  return { commits, attempts, alone };
}

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
const names = (count: number): string[] => Array.from({ length: count }, (_, index) => `${index}`);

test('what comes in one turn, and while commits are under way, is committed together', async () => {
  const { attempts, commits } = arrange();
  const first = ['a', 'b'].map((group) => commits.add(group));
  await turn();
  const second = commits.add('c');
  await turn();
  const third = ['d', 'e'].map((group) => commits.add(group));
  await turn();
  expect(attempts.map(({ groups }) => groups)).toEqual([['a', 'b'], ['c']]);
  attempts[1]?.succeed();
  await expect(second).resolves.toBe('c together');
  await turn();
  expect(attempts[2]?.groups).toEqual(['d', 'e']);
  attempts[2]?.succeed();
  await expect(Promise.all(third)).resolves.toEqual(['d together', 'e together']);
  attempts[0]?.succeed();
  await expect(Promise.all(first)).resolves.toEqual(['a together', 'b together']);
});

test('groups that collide go on alone, and one that is stuck holds up nobody', async () => {
  const { alone, attempts, commits } = arrange();
  const [a, b] = ['a', 'b'].map((group) => commits.add(group));
  await turn();
  attempts[0]?.fail(new Error('collided'));
  await turn();
  expect(alone.map(({ groups }) => groups)).toEqual([['a'], ['b']]);
  alone[1]?.succeed();
  await expect(b).resolves.toBe('b alone');
  const c = commits.add('c');
  await turn();
  attempts[1]?.succeed();
  await expect(c).resolves.toBe('c together');
  alone[0]?.fail(new Error('refused'));
  await expect(a).rejects.toThrow('refused');
});

test('fewer are put together after a collision, and more again with each success', async () => {
  const { attempts, commits } = arrange();
  const sizes = async (count: number): Promise<(number | undefined)[]> => {
    const before = attempts.length;
    for (const name of names(count)) void commits.add(name).catch(() => undefined);
    await turn();
    return attempts.slice(before).map(({ groups }) => groups.length);
  };
  expect(await sizes(100)).toEqual([64, 36]);
  attempts[0]?.fail(new Error('collided'));
  attempts[1]?.fail(new Error('collided'));
  await turn();
  // Half of the 36 that collided last.
  expect(await sizes(100)).toEqual([18, 18]);
  attempts[2]?.succeed();
  await turn();
  await turn();
  expect(attempts[4]?.groups.length).toBe(36);
});

test('what a database that is away refuses is refused, and not tried alone', async () => {
  const { alone, attempts, commits } = arrange();
  const refused = ['a', 'b'].map((group) => commits.add(group));
  await turn();
  attempts[0]?.fail(unavailable('Away.'));
  for (const group of refused) await expect(group).rejects.toMatchObject({ code: 'UNAVAILABLE' });
  expect(alone).toEqual([]);
});
