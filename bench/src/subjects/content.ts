import { readFile } from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';

import { freePort, startProcess, waitFor } from '@coco-chat/e2e/servers/start';

import { deliveryColumns } from '../harness/delivery';
import { processorTime } from '../harness/process-usage';
import { repositoryRoot } from '../harness/repository-root';
import { alternate, figure, type Sample } from '../harness/rounds';
import type { Bench, Outcome, Subject } from '../harness/subject';
import { startWorker, type Worker } from '../harness/worker';
import type { HttpLoadHandlers } from '../load/http-load';
import { newSecret, startProduct } from '../product/product';

const microseconds = 1e6;
const ours = 'CoCo Chat (embedded)';
const stock = 'stock Payload (next start)';
const admin = { email: 'admin@example.org', password: 'lantern-harbour-quiet-19' };

/** What the site asks for at once when somebody opens it: the document itself, with its fragments. */
async function landingDocument(): Promise<string> {
  const folder = path.join(repositoryRoot, 'site', 'src', 'features', 'landing');
  const insights = path.join(repositoryRoot, 'site', 'src', 'features', 'insights');
  const [landing, stats] = await Promise.all([
    readFile(path.join(folder, 'landing.graphql'), 'utf8'),
    readFile(path.join(insights, 'insights.graphql'), 'utf8'),
  ]);
  return `${landing}\n${stats.slice(stats.indexOf('fragment Stat '))}`;
}

interface Cms {
  readonly name: string;
  readonly pid: number;
  readonly origin: string;
}

const postJson = (url: string, body: object, token?: string): Promise<Response> =>
  fetch(url, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    },
    body: JSON.stringify(body),
  });

/** An editor's changes, and when visitors see them. */
class Editor {
  readonly #origin: string;
  readonly #token: string;
  readonly #key: string;
  #edits = 0;

  private constructor(origin: string, token: string, key: string) {
    this.#origin = origin;
    this.#token = token;
    this.#key = key;
  }

  static async logIn({ name, origin }: Cms): Promise<Editor> {
    const login = await postJson(`${origin}/api/users/login`, admin);
    const { token } = (await login.json()) as { token?: string };
    if (token === undefined) throw new Error(`${name} lets no editor in`);
    const listed = await fetch(`${origin}/api/page-sections?limit=1&depth=0&sort=_order`);
    const { docs } = (await listed.json()) as { docs: { id: string }[] };
    return new Editor(origin, token, docs[0]?.id ?? '');
  }

  /** Publishes a new heading. @returns after how many milliseconds visitors were given it */
  async publish(visit: () => Promise<string>): Promise<number> {
    this.#edits += 1;
    const heading = `Edited ${this.#edits} ${Math.random().toString(36).slice(2)}`;
    const url = `${this.#origin}/api/page-sections/${this.#key}?locale=ko&depth=0`;
    const headers = {
      'content-type': 'application/json',
      authorization: `Bearer ${this.#token}`,
    };
    const { content } = (await (await fetch(url, { headers })).json()) as {
      content: { heading?: string }[];
    };
    const [block, ...others] = content;
    const body = JSON.stringify({
      content: [{ ...block, heading }, ...others],
      _status: 'published',
    });
    const response = await fetch(url, { method: 'PATCH', headers, body });
    if (!response.ok) throw new Error(`Publishing: ${response.status} ${await response.text()}`);
    const published = performance.now();
    await waitFor(async () => (await visit()).includes(heading), { what: 'the new heading' });
    return performance.now() - published;
  }
}

async function startContenders(bench: Bench): Promise<Cms[]> {
  const secret = newSecret();
  const databaseUri = `file:${path.join(bench.folder, 'content.db')}`;
  const env = { ADMIN_EMAIL: admin.email, ADMIN_PASSWORD: admin.password };
  bench.say(`starting ${ours}`);
  const product = bench.teardown.with(
    await startProduct({ kind: 'embedded', folder: bench.folder, databaseUri, secret, env }),
  );
  bench.say(`starting ${stock}`);
  const port = await freePort();
  const origin = `http://127.0.0.1:${port}`;
  const next = path.join(repositoryRoot, 'node_modules', 'next', 'dist', 'bin', 'next');
  // The same collections in the same database: Payload's own route in Next, and nothing around it.
  const running = bench.teardown.with(
    await startProcess({
      command: process.execPath,
      args: ['-C', 'production', next, 'start', '--port', String(port)],
      cwd: path.join(repositoryRoot, 'cms'),
      env: {
        NODE_ENV: 'production',
        NODE_OPTIONS: undefined,
        DATABASE_URI: databaseUri,
        DATA_DIR: path.join(bench.folder, 'data'),
        PAYLOAD_SECRET: secret,
        PUBLIC_URL: origin,
        ALLOWED_ORIGINS: '',
      },
      ready: async () => (await fetch(`${origin}/api/page-sections?limit=1`)).ok,
      timeoutMs: 60_000,
    }),
  );
  return [
    { name: ours, pid: product.pid, origin: product.origin },
    { name: stock, pid: running.pid, origin },
  ];
}

async function measure(
  { name, origin, pid }: Cms,
  load: Worker<HttpLoadHandlers>,
  body: string,
  seconds: number,
): Promise<Sample> {
  const before = processorTime(pid);
  const loadBefore = processorTime(load.pid);
  const began = performance.now();
  const url = `${origin}/api/graphql`;
  const { answered, failed, p99, rate } = await load.call('post', {
    ...{ url, body, seconds },
    connections: 16,
  });
  const took = (performance.now() - began) / 1000;
  const cpu = processorTime(pid) - before;
  const loadCpu = processorTime(load.pid) - loadBefore;
  if (failed > 0) throw new Error(`${name} failed ${failed} of ${answered + failed} requests`);
  const perRequest = (cpu * microseconds) / answered;
  const core = (cpu / took) * 100;
  return { values: { rate, p99, cpu: perRequest, core, load: (loadCpu / took) * 100 } };
}

/** What every visitor's first page asks for. */
export const content: Subject = {
  name: 'content',
  title: "Content: the landing page's data through /api/graphql",

  async run(bench): Promise<Outcome> {
    const contenders = await startContenders(bench);
    const load = bench.teardown.with(await startWorker<HttpLoadHandlers>('load/http-load'));
    const body = JSON.stringify({ query: await landingDocument(), variables: { locale: 'ko' } });
    const editors: Editor[] = [];
    // One after the other: Payload's log-in writes an account's sessions as it has read them.
    for (const cms of contenders) editors.push(await Editor.logIn(cms));
    const seconds = bench.small ? 1 : 5;
    const what = '16 connections';
    const rows = await alternate(
      bench,
      what,
      contenders.map((cms, index) => ({
        name: cms.name,
        async measure() {
          const visit = async (): Promise<string> => {
            const response = await fetch(`${cms.origin}/api/graphql`, {
              method: 'POST',
              headers: { 'content-type': 'application/json' },
              body,
            });
            return response.text();
          };
          const { values } = await measure(cms, load, body, seconds);
          const fresh = await editors[index]?.publish(visit);
          return { values: { ...values, fresh: fresh ?? NaN } };
        },
      })),
    );
    return {
      columns: [
        { key: 'rate', title: 'requests/s' },
        { key: 'p99', title: 'p99, ms' },
        { key: 'cpu', title: 'server CPU, µs/request' },
        deliveryColumns.core,
        deliveryColumns.load,
        { key: 'fresh', title: 'fresh after, ms' },
      ],
      rows,
      goals: [
        {
          what: 'requests/s ÷ stock Payload',
          value: figure(rows, what, ours, 'rate') / figure(rows, what, stock, 'rate'),
          limit: 50,
          bound: 'at least',
        },
        {
          what: 'fresh after publishing, ms',
          value: figure(rows, what, ours, 'fresh'),
          limit: 1_000,
          bound: 'at most',
        },
      ],
      charts: [{ kind: 'bars', title: 'Requests a second', column: 'rate' }],
      notes: [
        'SQLite, the seeded landing page. Stock Payload is the same config in Next alone, by its own route.',
      ],
    };
  },
};
