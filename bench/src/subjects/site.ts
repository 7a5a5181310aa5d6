import { gzipSync } from 'node:zlib';

import { chromiumPath } from '@coco-chat/e2e/servers/start';
import { chromium, type Browser, type CDPSession, type Page } from 'playwright-core';

import { newDatabase } from '../harness/databases';
import { alternate, figure } from '../harness/rounds';
import type { Outcome, Subject } from '../harness/subject';
import { newSecret, startProduct } from '../product/product';

const kibibyte = 1024;
const contender = 'CoCo Chat (embedded)';
const what = 'landing, cold';

/** Lighthouse's slow 4G and slowed-down phone (lighthouse/core/config/constants.js), as the network has it. */
const phone = {
  network: {
    offline: false,
    latency: 150, // milliseconds
    downloadThroughput: (1_638.4 * 1024) / 8, // bytes a second
    uploadThroughput: (750 * 1024) / 8,
  },
  slowdown: 4,
  screen: { width: 412, height: 823 },
  scale: 1.75,
} as const;

/** What a page cost until nothing more was loading. */
interface Visit {
  /** As they came over the network, headers included, in bytes. */
  readonly bytes: number;
  readonly requests: number;
  /** JavaScript that was loaded, compressed by gzip, in bytes. */
  readonly javascript: number;
  /** Milliseconds: the first paint, and that of the largest thing in view. */
  readonly fcp: number;
  readonly lcp: number;
}

/** Runs in the page, before anything of it. */
function observePaints(): void {
  const paints = { fcp: NaN, lcp: NaN };
  Object.assign(globalThis, { paints });
  new PerformanceObserver((list) => {
    for (const { name, startTime } of list.getEntries()) {
      if (name === 'first-contentful-paint') paints.fcp = startTime;
    }
  }).observe({ type: 'paint', buffered: true });
  new PerformanceObserver((list) => {
    for (const { startTime } of list.getEntries()) paints.lcp = startTime;
  }).observe({ type: 'largest-contentful-paint', buffered: true });
}

interface Responded {
  readonly requestId: string;
  readonly type: string;
}

/** Counts what goes over a page's network. */
function countTraffic(session: CDPSession) {
  const traffic = { bytes: 0, requests: 0, scripts: [] as string[] };
  session.on('Network.requestWillBeSent', () => (traffic.requests += 1));
  session.on('Network.responseReceived', ({ requestId, type }: Responded) => {
    if (type === 'Script') traffic.scripts.push(requestId);
  });
  session.on('Network.loadingFinished', ({ encodedDataLength }) => {
    traffic.bytes += encodedDataLength;
  });
  return traffic;
}

/** The JavaScript that loaded, as gzip has it whatever it was sent as. */
async function compressedSize(session: CDPSession, scripts: readonly string[]): Promise<number> {
  let size = 0;
  for (const requestId of scripts) {
    const { base64Encoded, body } = await session.send('Network.getResponseBody', { requestId });
    size += gzipSync(Buffer.from(body, base64Encoded ? 'base64' : 'utf8'), { level: 9 }).length;
  }
  return size;
}

async function open(
  browser: Browser,
  origin: string,
): Promise<{ page: Page; session: CDPSession }> {
  const context = await browser.newContext({
    viewport: phone.screen,
    deviceScaleFactor: phone.scale,
    isMobile: true,
    hasTouch: true,
    locale: 'ko-KR',
    baseURL: origin,
  });
  const page = await context.newPage();
  await page.addInitScript(observePaints);
  const session = await context.newCDPSession(page);
  await session.send('Network.enable', { maxTotalBufferSize: 64 * 1024 * 1024 });
  await session.send('Network.emulateNetworkConditions', phone.network);
  await session.send('Emulation.setCPUThrottlingRate', { rate: phone.slowdown });
  return { page, session };
}

const paintsOf = (page: Page): Promise<{ fcp: number; lcp: number }> =>
  page.evaluate(() => (globalThis as unknown as { paints: { fcp: number; lcp: number } }).paints);

async function visit(browser: Browser, origin: string): Promise<Visit> {
  const { page, session } = await open(browser, origin);
  const traffic = countTraffic(session);
  await page.goto('/', { waitUntil: 'networkidle' });
  const { bytes, requests, scripts } = traffic;
  const javascript = await compressedSize(session, scripts);
  const paints = await paintsOf(page);
  await page.context().close();
  return { bytes, requests, javascript, ...paints };
}

/** @returns when something is first painted, in milliseconds, where neither API ever answers; NaN for never */
async function visitWithoutApi(browser: Browser, origin: string): Promise<number> {
  const { page } = await open(browser, origin);
  // Held open: neither an answer nor an error comes.
  await page.route(/\/(api|chat)\//, () => undefined);
  await page.goto('/', { waitUntil: 'load' });
  await page.waitForFunction(
    () => (globalThis as unknown as { paints: { fcp: number } }).paints.fcp > 0,
  );
  const { fcp } = await paintsOf(page);
  await page.context().close();
  return fcp;
}

/** What somebody with a phone waits for. */
export const site: Subject = {
  name: 'site',
  title: 'Site: the landing page, cold, on a throttled phone',

  async run(bench): Promise<Outcome> {
    const databaseUri = await newDatabase(bench, 'SQLite');
    const product = bench.teardown.with(
      await startProduct({
        ...{ kind: 'embedded', folder: bench.folder, databaseUri, secret: newSecret() },
      }),
    );
    const browser = await chromium.launch({
      executablePath: chromiumPath(),
      args: ['--no-sandbox', '--disable-background-networking', '--disable-component-update'],
    });
    bench.teardown.with({ stop: () => browser.close() });

    const rows = await alternate(bench, what, [
      {
        name: contender,
        async measure() {
          const { bytes, fcp, javascript, lcp, requests } = await visit(browser, product.origin);
          return {
            values: {
              ...{ kib: bytes / kibibyte, requests, javascript: javascript / kibibyte, fcp, lcp },
              withoutApi: await visitWithoutApi(browser, product.origin),
            },
          };
        },
      },
    ]);
    return {
      columns: [
        { key: 'kib', title: 'network, KiB' },
        { key: 'requests', title: 'requests' },
        { key: 'javascript', title: 'JS gzip, KiB', digits: 1 },
        { key: 'fcp', title: 'first paint, ms' },
        { key: 'lcp', title: 'LCP, ms' },
        { key: 'withoutApi', title: 'first paint without API, ms' },
      ],
      rows,
      goals: [
        {
          what: 'JavaScript, gzip, KiB',
          value: figure(rows, what, contender, 'javascript'),
          limit: 90,
          bound: 'at most',
        },
        {
          what: 'first paint while no API answers ÷ otherwise',
          value: figure(rows, what, contender, 'withoutApi') / figure(rows, what, contender, 'fcp'),
          limit: 1.25,
          bound: 'at most',
        },
      ],
      charts: [{ kind: 'bars', title: 'Largest contentful paint, ms', column: 'lcp' }],
      notes: [
        "Slow 4G (1.6 Mbit/s, 150 ms) and a processor slowed down four times. Payload's website template is no published package, so there is no peer in this run.",
      ],
    };
  },
};
