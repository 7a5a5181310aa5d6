import autocannon from 'autocannon';

import { serveWorker } from '../harness/worker';

export interface HttpLoad {
  readonly url: string;
  readonly body: string;
  readonly connections: number;
  readonly seconds: number;
}

/** Requests over so many connections, each of which sends the next one when the last is answered. */
async function post({ body, connections, seconds, url }: HttpLoad) {
  const headers = { 'content-type': 'application/json' };
  const expected = await (await fetch(url, { method: 'POST', headers, body })).text();
  const {
    '2xx': answered,
    errors,
    latency,
    mismatches,
    non2xx,
    requests,
  } = await autocannon({
    ...{ url, method: 'POST', headers, body, connections },
    duration: seconds,
    expectBody: expected,
  });
  return {
    answered,
    failed: errors + non2xx + mismatches,
    rate: requests.average,
    /** Milliseconds. */
    p50: latency.p50,
    p99: latency.p99,
  };
}

const handlers = { post };
export type HttpLoadHandlers = typeof handlers;

serveWorker(handlers);
