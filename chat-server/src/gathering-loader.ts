import DataLoader, { type BatchLoadFn } from 'dataloader';

interface GatheringOptions {
  /** The most keys of one read. */
  maxBatchSize: number;
  /**
   * How many reads are under way at a time. One where all take about as long: each then serves the most.
   * Default: 2, so that a read that takes long does not hold up all others.
   */
  mostRunning?: number;
}

/**
 * A DataLoader that remembers nothing, and gathers for longer than one callback: all who ask in one turn
 * of the event loop, and while `mostRunning` of its reads are under way all who ask meanwhile. So the more
 * ask, the more each read serves; who asks alone waits for nobody.
 */
export function gatheringLoader<Key, Value, CacheKey = Key>(
  read: BatchLoadFn<Key, Value>,
  { maxBatchSize, mostRunning = 2 }: GatheringOptions,
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
