import { chromium, type Browser, type BrowserContext } from 'playwright-core';

import { chromiumPath } from '../servers';

// Without these Chromium looks for hosts of its own maker, which no test needs.
const quiet = [
  '--no-sandbox',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** A headless Chromium. @throws MissingRequirement where there is none */
export function launchBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: chromiumPath(), args: quiet });
}

export interface Person {
  context: BrowserContext;
  /** Every request that left for another host than the product's; stays empty. */
  strangers: string[];
}

/** A browser profile of its own, as of somebody in Seoul. */
export async function newPerson(browser: Browser, origin: string): Promise<Person> {
  const context = await browser.newContext({
    baseURL: origin,
    locale: 'ko-KR',
    timezoneId: 'Asia/Seoul',
    viewport: { width: 1280, height: 900 },
  });
  context.setDefaultTimeout(20_000);
  const strangers: string[] = [];
  const { host } = new URL(origin);
  context.on('request', (request) => {
    const url = new URL(request.url());
    if (url.protocol.startsWith('http') && url.host !== host) strangers.push(request.url());
  });
  return { context, strangers };
}
