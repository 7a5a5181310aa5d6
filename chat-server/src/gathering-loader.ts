import DataLoader, { type BatchLoadFn } from 'dataloader';

interface GatheringOptions {
  /** The most keys of one read. */
  maxBatchSize: number;
  /**
   * How many reads are under way at a time. One where all take about as long: each then serves the most.
   * Default: 2, so that a read that takes long does not hold up all others.
   */
  mostRunning?: number;
  /** The least time between the beginnings of two reads, in milliseconds. Default: 0. */
  everyMs?: number;
}

/**
 * A DataLoader that remembers nothing, and gathers for longer than one callback: all who ask in one turn
 * of the event loop, and while `mostRunning` of its reads are under way, or `everyMs` is not over, all who ask
 * meanwhile. So the more ask, the more each read serves; who asks alone waits for nobody.
 */
export function gatheringLoader<Key, Value, CacheKey = Key>(
  read: BatchLoadFn<Key, Value>,
  { everyMs = 0, maxBatchSize, mostRunning = 2 }: GatheringOptions,
): DataLoader<Key, Value, CacheKey> {
  const waiting: (() => void)[] = [];
  let running = 0;
  let nextAt = 0;
  let timer: NodeJS.Timeout | undefined;
  const advance = (): void => {
    while (waiting.length > 0 && running < mostRunning) {
      const early = nextAt - performance.now();
      if (early > 0) {
        timer ??= setTimeout(() => {
          timer = undefined;
          advance();
        }, early);
        return;
      }
      nextAt = performance.now() + everyMs;
      // Begins the read, and so counts it.
      waiting.shift()?.();
    }
  };
  return new DataLoader<Key, Value, CacheKey>(
    async (keys) => {
      running += 1;
      try {
        return await read(keys);
      } finally {
        running -= 1;
        advance();
      }
    },
    {
      cache: false,
      maxBatchSize,
      batchScheduleFn: (dispatch) => {
        setImmediate(() => {
          waiting.push(dispatch);
          advance();
        });
      },
    },
  );
}
