import { Router } from 'express';

import type { Logger } from '../logger';

/** Something that this process works with. Rejects where it is not there. */
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

export interface ReadinessChecks {
  /** Without these the process cannot serve. */
  needed: Readonly<Record<string, Check>>;
  /** Without these it serves with less. */
  helpful: Readonly<Record<string, Check>>;
}

export interface Readiness {
  router: Router;
  /** From now on the process is not ready: it is about to end. */
  stop(): void;
}

/**
 * `/healthz`: the process runs (200 at all times). `/readyz`: it can serve (200, `ok`), it serves without
 * something helpful (200, `degraded`), or it cannot serve or is stopping (503, `unavailable`). What is away
 * is named, without its reasons, which are in the log.
 *
 * What is merely helpful never makes it 503: where all processes lose it at once, whoever sends the traffic
 * would take out all of them.
 */
export function createReadiness({ helpful, needed }: ReadinessChecks, logger: Logger): Readiness {
  let isStopping = false;
  const router = Router();
  router.get('/healthz', (_request, response) => {
    response.set('Cache-Control', 'no-store').json({ status: 'ok' });
  });
  router.get('/readyz', async (_request, response) => {
    const results = await Promise.all(
      Object.entries({ ...needed, ...helpful }).map(
        async ([name, check]) => [name, await passes(name, check, logger)] as const,
      ),
    );
    const away = results.filter(([, passed]) => !passed).map(([name]) => name);
    const isReady = !isStopping && away.every((name) => !(name in needed));
    const served = away.length === 0 ? 'ok' : 'degraded';
    response
      .status(isReady ? 200 : 503)
      .set('Cache-Control', 'no-store')
      .json({
        status: isReady ? served : 'unavailable',
        checks: Object.fromEntries(
          results.map(([name, passed]) => [name, passed ? 'ok' : 'unavailable']),
        ),
      });
  });
  return {
    router,
    stop() {
      isStopping = true;
    },
  };
}
