import { fileURLToPath } from 'node:url';

import { findChromium } from './find-chromium.mjs';
import { findMongod } from './find-mongod.mjs';
import { findNginx } from './find-nginx.mjs';
import { findRedis } from './find-redis.mjs';

/**
 * @typedef {import('./finding.mjs').Finding} Finding
 * @typedef {import('./finding.mjs').Search} Search
 */

/** Outside node_modules, so that `npm ci` leaves it alone. */
export const cacheFolder = fileURLToPath(new URL('../../.cache/test-servers', import.meta.url));

/** @type {Record<string, (search: Search) => Promise<Finding>>} in the order in which they are looked for */
const finders = {
  mongod: findMongod,
  'redis-server': findRedis,
  nginx: findNginx,
  chromium: findChromium,
};

/**
 * Looks for every program that tests need and a machine may lack, and fetches what is missing.
 *
 * @param {Search} search
 * @returns {Promise<Record<string, Finding>>} by the name of the program
 */
export async function findRequirements(search) {
  /** @type {Record<string, Finding>} */
  const findings = {};
  // One after the other: package managers hold a lock.
  for (const [name, find] of Object.entries(finders)) findings[name] = await find(search);
  return findings;
}
