import { describe, expect, test } from '@jest/globals';

import { unavailable } from '../errors';
import { GroupCommit } from './group-commit';

/** A commit under the test's control: each group waits until it is let go. */
function controlled() {
  const groups: { items: readonly number[]; finish: () => void; fail: (reason: Error) => void }[] =
    [];
  const began: (() => void)[] = [];
  const commits = new GroupCommit<number, string>((items) => {
    const result = new Promise<string[]>((resolve, reject) => {
      const finish = (): void => resolve(items.map((item) => `stored ${item}`));
      groups.push({ items, finish, fail: reject });
    });
    began.shift()?.();
    return result;
  });
  /** Resolves to the next group once its commit has begun. */
  const next = async () => {
    if (groups.length === 0) await new Promise<void>((resolve) => began.push(resolve));
    const group = groups.shift();
    if (!group) throw new Error('A commit began without a group');
    return group;
  };
  return { commits, next };
}

describe('GroupCommit', () => {
  test('does not keep a lone item waiting', async () => {
    const { commits, next } = controlled();
    const added = commits.add(1);
    const group = await next();
    expect(group.items).toEqual([1]);
    group.finish();
    expect(await added).toBe('stored 1');
  });

  test('puts what one turn brings into one group', async () => {
    const { commits, next } = controlled();
    const added = [1, 2, 3].map((item) => commits.add(item));
    const group = await next();
    expect(group.items).toEqual([1, 2, 3]);
    group.finish();
    expect(await Promise.all(added)).toEqual(['stored 1', 'stored 2', 'stored 3']);
  });

  test('gathers the next group while one commit is under way', async () => {
    const { commits, next } = controlled();
    const first = commits.add(1);
    const group = await next();
    const others = [commits.add(2), commits.add(3)];
    group.finish();
    await first;
    const following = await next();
    expect(following.items).toEqual([2, 3]);
    following.finish();
    await Promise.all(others);
  });

  test('keeps to the limit', async () => {
    const sizes: number[] = [];
    const commits = new GroupCommit<number, number>(
      (items) => {
        sizes.push(items.length);
        return Promise.resolve([...items]);
      },
      { limit: 4 },
    );
    const items = Array.from({ length: 10 }, (_, index) => index);
    expect(await Promise.all(items.map((item) => commits.add(item)))).toEqual(items);
    expect(sizes).toEqual([4, 4, 2]);
  });

  test('fails the one item that cannot be stored, and no other', async () => {
    const commits = new GroupCommit<number, number>((items) =>
      items.includes(2) ? Promise.reject(new Error('2 is broken')) : Promise.resolve([...items]),
    );
    const results = await Promise.allSettled([1, 2, 3].map((item) => commits.add(item)));
    expect(results).toEqual([
      { status: 'fulfilled', value: 1 },
      { status: 'rejected', reason: new Error('2 is broken') },
      { status: 'fulfilled', value: 3 },
    ]);
  });

  test('lets a commit that begins anew take what came meanwhile, up to the limit', async () => {
    const groups: (readonly number[])[] = [];
    let collide = (): void => undefined;
    const collision = new Promise<void>((resolve) => (collide = resolve));
    const commits = new GroupCommit<number, number>(
      async (items, takeMore) => {
        if (groups.length === 0) await collision;
        const all = [...items, ...takeMore()];
        groups.push(all);
        return all;
      },
      { limit: 4 },
    );
    const first = commits.add(1);
    await new Promise(setImmediate);
    const others = [2, 3, 4, 5].map((item) => commits.add(item));
    collide();
    expect(await Promise.all([first, ...others])).toEqual([1, 2, 3, 4, 5]);
    expect(groups).toEqual([[1, 2, 3, 4], [5]]);
  });

  test('an item that came meanwhile and cannot be stored fails alone', async () => {
    let collide = (): void => undefined;
    const collision = new Promise<void>((resolve) => (collide = resolve));
    const commits = new GroupCommit<number, number>(async (items, takeMore) => {
      await collision;
      const all = [...items, ...takeMore()];
      if (all.includes(2)) throw new Error('2 is broken');
      return all;
    });
    const first = commits.add(1);
    await new Promise(setImmediate);
    const others = [2, 3].map((item) => commits.add(item));
    collide();
    expect(await Promise.allSettled([first, ...others])).toEqual([
      { status: 'fulfilled', value: 1 },
      { status: 'rejected', reason: new Error('2 is broken') },
      { status: 'fulfilled', value: 3 },
    ]);
  });

  test('asks an unreachable database once for the whole group', async () => {
    let attempts = 0;
    const commits = new GroupCommit<number, number>(() => {
      attempts += 1;
      return Promise.reject(unavailable('away'));
    });
    const results = await Promise.allSettled([1, 2, 3].map((item) => commits.add(item)));
    expect(results.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
    expect(attempts).toBe(1);
  });

  test('goes on after a failure', async () => {
    const { commits, next } = controlled();
    const failing = commits.add(1);
    (await next()).fail(new Error('once'));
    await expect(failing).rejects.toThrow('once');
    const added = commits.add(2);
    (await next()).finish();
    expect(await added).toBe('stored 2');
  });

  test('tells each time nothing is left', async () => {
    let idle = 0;
    const commits = new GroupCommit<number, number>((items) => Promise.resolve([...items]), {
      onIdle: () => (idle += 1),
    });
    await Promise.all([commits.add(1), commits.add(2)]);
    await commits.idle();
    await commits.add(3);
    await commits.idle();
    expect(idle).toBe(2);
  });

  test('is idle once everything added is settled', async () => {
    const { commits, next } = controlled();
    const settled: string[] = [];
    void commits.add(1).then((result) => settled.push(result));
    const first = await next();
    void commits.add(2).then((result) => settled.push(result));
    const idle = commits.idle();
    first.finish();
    (await next()).finish();
    await idle;
    expect(settled).toEqual(['stored 1', 'stored 2']);
  });
});
