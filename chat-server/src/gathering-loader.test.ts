import { waitFor } from '@coco-chat/e2e/servers';
import { expect, test } from '@jest/globals';

import { gatheringLoader } from './gathering-loader';

interface Read {
  keys: readonly number[];
  answer: () => void;
  fail: (error: Error) => void;
}

function arrange(maxBatchSize = 100, more: { mostRunning?: number; everyMs?: number } = {}) {
  const reads: Read[] = [];
  const loader = gatheringLoader<number, string>(
    (keys) =>
      new Promise((resolve, reject) => {
        reads.push({ keys, answer: () => resolve(keys.map(String)), fail: reject });
      }),
    { maxBatchSize, ...more },
  );
  return { loader, reads };
}

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

test('all who ask in one turn are served by one read, and nothing is remembered', async () => {
  const { loader, reads } = arrange();
  const first = Promise.all([loader.load(1), loader.load(2)]);
  process.nextTick(() => void loader.load(3));
  await turn();
  expect(reads.map(({ keys }) => keys)).toEqual([[1, 2, 3]]);
  reads[0]?.answer();
  await expect(first).resolves.toEqual(['1', '2']);
  void loader.load(1);
  await turn();
  expect(reads[1]?.keys).toEqual([1]);
});

test('who asks while two reads are under way waits for one of them, with all others', async () => {
  const { loader, reads } = arrange();
  for (const key of [1, 2]) {
    void loader.load(key);
    await turn();
  }
  const late = [];
  for (const key of [3, 4]) {
    late.push(loader.load(key));
    await turn();
  }
  expect(reads.map(({ keys }) => keys)).toEqual([[1], [2]]);
  reads[0]?.answer();
  await turn();
  expect(reads[2]?.keys).toEqual([3, 4]);
  reads[2]?.answer();
  await expect(Promise.all(late)).resolves.toEqual(['3', '4']);
});

test('where one read at a time is enough, the next has all who asked meanwhile', async () => {
  const { loader, reads } = arrange(100, { mostRunning: 1 });
  void loader.load(1);
  await turn();
  for (const key of [2, 3]) {
    void loader.load(key);
    await turn();
  }
  expect(reads.map(({ keys }) => keys)).toEqual([[1]]);
  reads[0]?.answer();
  await turn();
  expect(reads.map(({ keys }) => keys)).toEqual([[1], [2, 3]]);
});

test('reads begin so far apart as is asked for, and the first waits for nothing', async () => {
  const everyMs = 50;
  const { loader, reads } = arrange(100, { everyMs });
  const before = performance.now();
  void loader.load(1);
  await turn();
  expect(reads.map(({ keys }) => keys)).toEqual([[1]]);
  reads[0]?.answer();
  for (const key of [2, 3]) void loader.load(key);
  await waitFor(() => reads.length > 1);
  expect(performance.now() - before).toBeGreaterThanOrEqual(everyMs);
  expect(reads[1]?.keys).toEqual([2, 3]);
});

test('a read that fails holds up nobody, and a read never has more keys than it may', async () => {
  const { loader, reads } = arrange(2);
  const asked = [1, 2, 3, 4, 5].map((key) => loader.load(key));
  await turn();
  await turn();
  expect(reads.map(({ keys }) => keys)).toEqual([
    [1, 2],
    [3, 4],
  ]);
  reads[0]?.fail(new Error('away'));
  await expect(asked[0]).rejects.toThrow('away');
  await expect(asked[1]).rejects.toThrow('away');
  await turn();
  reads[1]?.answer();
  reads[2]?.answer();
  await expect(Promise.all(asked.slice(2))).resolves.toEqual(['3', '4', '5']);
});
