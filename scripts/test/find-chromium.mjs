import { fileURLToPath } from 'node:url';

import { hasDebianPackages, installPackages, isRoot } from './debian-packages.mjs';
import { faultOf, fetchBy, firstLine, isExecutable, onPath } from './finding.mjs';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

const playwright = fileURLToPath(
  new URL('../../node_modules/playwright-core/cli.js', import.meta.url),
);

/** With Korean and emoji, so that screenshots show what people see. */
const packages = ['chromium', 'fonts-noto-cjk', 'fonts-noto-color-emoji'];

/**
 * A Chromium or Chrome that starts: CHROMIUM_PATH, the PATH, Debian's package where root runs the tests,
 * or Playwright's build. (Debian's first: it brings the libraries that Playwright's needs.)
 *
 * @param {import('./finding.mjs').Search} search
 * @returns {Promise<import('./finding.mjs').Finding>}
 */
export async function findChromium(search) {
  const { CHROMIUM_PATH: named } = search.environment;
  if (named) {
    const fault = await faultOf(named);
    return fault === undefined ? { path: named } : { missing: `CHROMIUM_PATH: ${fault}` };
  }

  /** @type {string[]} */
  const faults = [];
  for (const find of [
    findOnPath,
    findPlaywrightBuild,
    installFromDebian,
    downloadPlaywrightBuild,
  ]) {
    try {
      const found = await find(search);
      const fault = found && (await faultOf(found));
      if (found && fault === undefined) return { path: found };
      if (fault) faults.push(fault);
    } catch (error) {
      faults.push(firstLine(error));
    }
  }
  return { missing: ['no Chromium on the PATH', ...faults].join('; ') };
}

/** @param {import('./finding.mjs').Search} search */
const findOnPath = async ({ environment }) => onPath(names, environment);

/** @param {import('./finding.mjs').Search} search */
async function installFromDebian({ environment, mayFetch, log }) {
  if (!mayFetch || !isRoot || !hasDebianPackages(environment)) return undefined;
  log('Installing Chromium for the tests (apt-get install)');
  await installPackages(packages);
  return onPath(names, environment);
}

async function findPlaywrightBuild() {
  const { chromium } = await import('playwright-core');
  const program = chromium.executablePath();
  return isExecutable(program) ? program : undefined;
}

/** @param {import('./finding.mjs').Search} search */
async function downloadPlaywrightBuild(search) {
  if (!search.mayFetch) return undefined;
  search.log("Fetching Playwright's Chromium for the tests");
  await fetchBy(process.execPath, [playwright, 'install', '--no-shell', 'chromium']);
  return findPlaywrightBuild();
}
