import { Router } from 'express';

import type { Logger } from '../logger';

/** Something that this process cannot serve without. Rejects where it is not there. */
export type Check = () => Promise<unknown>;

/** How long a check may take before it counts as failed, in milliseconds. */
const patience = 2_000;

async function passes(name: string, check: Check, logger: Logger): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise((_resolve, reject) => {
    timer = setTimeout(() => {
      reject(new Error(`no answer within ${patience} ms`));
    }, patience);
  });
  try {
    await Promise.race([check(), timeout]);
    return true;
  } catch (error) {
    logger.warn({ err: error, check: name }, 'not ready');
    return false;
  } finally {
    clearTimeout(timer);
  }
}

/**
 * `/healthz`: the process runs (200 at all times). `/readyz`: it can serve (200), or what is missing
 * (503), by name and without its reasons, which are in the log.
 */
export function createHealthRouter(
  checks: Readonly<Record<string, Check>>,
  logger: Logger,
): Router {
  const router = Router();
  router.get('/healthz', (_request, response) => {
    response.set('Cache-Control', 'no-store').json({ status: 'ok' });
  });
  router.get('/readyz', async (_request, response) => {
    const results = await Promise.all(
      Object.entries(checks).map(
        async ([name, check]) => [name, await passes(name, check, logger)] as const,
      ),
    );
    const isReady = results.every(([, passed]) => passed);
    response
      .status(isReady ? 200 : 503)
      .set('Cache-Control', 'no-store')
      .json({
        status: isReady ? 'ok' : 'unavailable',
        checks: Object.fromEntries(
          results.map(([name, passed]) => [name, passed ? 'ok' : 'unavailable']),
        ),
      });
  });
  return router;
}
