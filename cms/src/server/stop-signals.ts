import { performance } from 'node:perf_hooks';
import process from 'node:process';

import type { Logger } from '@coco-chat/chat-server';

/** Closing takes this long at most, in milliseconds; then the process ends as it stands. */
const deadline = 9_000;

/** A Ctrl-C comes from the terminal, and again from npm, which hands it on: so far apart at most. */
const sameKeyPress = 500; // milliseconds

/**
 * Ends the process in good order on SIGINT, SIGTERM or SIGHUP: `close`, then exit code 0. A second
 * Ctrl-C ends it at once.
 */
export function closeOnStopSignals(close: () => Promise<void>, logger: Logger): void {
  let askedAt: number | undefined;

  function stop(): void {
    if (askedAt !== undefined) {
      if (performance.now() - askedAt > sameKeyPress) process.exit(130);
      return;
    }
    askedAt = performance.now();
    setTimeout(() => {
      logger.error('closing took too long; ending as it stands');
      process.exit(1);
    }, deadline).unref();
    void close().then(() => process.exit(0));
  }

  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, stop);
}
