import DataLoader, { type BatchLoadFn } from 'dataloader';

/** How many reads of one loader are under way at a time. */
const mostRunning = 2;

/**
 * A DataLoader that remembers nothing, and gathers for longer than one callback: all who ask in one turn
 * of the event loop, and while two of its reads are under way all who ask meanwhile. So the more ask, the
 * more each read serves; who asks alone waits for nobody.
 */
export function gatheringLoader<Key, Value, CacheKey = Key>(
  read: BatchLoadFn<Key, Value>,
  { maxBatchSize }: { maxBatchSize: number },
): DataLoader<Key, Value, CacheKey> {
  const waiting: (() => void)[] = [];
  let running = 0;
  return new DataLoader<Key, Value, CacheKey>(
    async (keys) => {
      running += 1;
      try {
        return await read(keys);
      } finally {
        running -= 1;
        waiting.shift()?.();
      }
    },
    {
      cache: false,
      maxBatchSize,
      batchScheduleFn: (dispatch) => {
        setImmediate(() => {
          if (running < mostRunning) dispatch();
          else waiting.push(dispatch);
        });
      },
    },
  );
}
