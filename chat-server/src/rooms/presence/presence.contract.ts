import { afterEach, beforeEach, expect, test } from '@jest/globals';

import { countOnline, mostNamed, sitePlace, type PresenceStore } from './presence-store';

/** What every presence store promises, whatever keeps it. */
export function describePresence(open: () => PresenceStore): void {
  let store: PresenceStore;
  beforeEach(() => {
    store = open();
  });
  afterEach(() => store.close());

  const crowd = (size: number): string[] => Array.from({ length: size }, (_, i) => `person ${i}`);

  test('nobody is anywhere at first', async () => {
    expect(await store.attendance('a')).toEqual({ count: 0, userIds: [] });
    expect(await store.counts(['a', 'b'])).toEqual([0, 0]);
    expect(await store.areThere([{ place: 'a', userId: '하늘' }])).toEqual([false]);
    expect(store.isWhole).toBe(true);
  });

  test('who enters is there, once, until they leave', async () => {
    expect(await store.enter('a', ['하늘', '바다'])).toBe(true);
    expect(await store.enter('a', ['하늘'])).toBe(false);
    const { count, userIds } = await store.attendance('a');
    expect([count, [...(userIds ?? [])].sort()]).toEqual([2, ['바다', '하늘']]);
    expect(await store.leave('a', ['하늘'])).toBe(true);
    expect(await store.leave('a', ['하늘', 'nobody'])).toBe(false);
    expect(await store.attendance('a')).toEqual({ count: 1, userIds: ['바다'] });
  });

  test('places have nothing to do with each other', async () => {
    await store.enter('a', ['하늘']);
    await store.enter('b', ['하늘', '바다']);
    expect(await store.counts(['b', 'nowhere', 'a'])).toEqual([2, 0, 1]);
    expect(
      await store.areThere([
        { place: 'a', userId: '바다' },
        { place: 'b', userId: '바다' },
      ]),
    ).toEqual([false, true]);
    await store.leave('b', ['하늘']);
    expect(await store.attendance('a')).toEqual({ count: 1, userIds: ['하늘'] });
  });

  test('many are counted, and named only up to a hundred', async () => {
    await store.enter('a', crowd(mostNamed));
    expect((await store.attendance('a')).userIds).toHaveLength(mostNamed);
    await store.enter('a', crowd(2_500));
    expect(await store.attendance('a')).toEqual({ count: 2_500, userIds: null });
    await store.leave('a', crowd(2_499));
    expect(await store.attendance('a')).toEqual({ count: 1, userIds: ['person 2499'] });
  });

  test('those who are connected at all are counted as in a place of their own', async () => {
    await store.enter(sitePlace, ['하늘', '바다']);
    expect(await countOnline(store)).toBe(2);
  });
}
