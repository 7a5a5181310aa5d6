/** The first wait lies between 1 and 3 seconds, so that a crowd does not come back in one moment. */
const firstWait = { least: 1000, most: 3000 };
const longestWait = 30_000;

/**
 * How long to wait before trying again, in milliseconds: doubles with each failure, to 30 s at most.
 * @param failures so far, from 1
 */
export function backoffDelay(failures: number, random = Math.random()): number {
  const first = firstWait.least + random * (firstWait.most - firstWait.least);
  return Math.min(first * 2 ** (failures - 1), longestWait);
}

/**
 * Resolves after the delay, or at once when something says that trying again may work now: the device is
 * online again, or its owner has come back to the page.
 */
export function waitOrWake(delayMs: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      window.removeEventListener('online', done);
      document.removeEventListener('visibilitychange', onVisibility);
      signal?.removeEventListener('abort', done);
      resolve();
    };
    const onVisibility = () => {
      if (document.visibilityState === 'visible') done();
    };
    const timer = setTimeout(done, delayMs);
    window.addEventListener('online', done);
    document.addEventListener('visibilitychange', onVisibility);
    signal?.addEventListener('abort', done);
    if (signal?.aborted) done();
  });
}
