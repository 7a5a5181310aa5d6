// What can be known to fail before minutes are spent on installing and building. The server checks
// all of it again, and more: this needs nothing but Node, and errs on the side of going on.
import { readFileSync } from 'node:fs';
import { access, constants } from 'node:fs/promises';
import net from 'node:net';
import path from 'node:path';
import process from 'node:process';
import { parseEnv } from 'node:util';

/**
 * The environment over the lines of `.env`, where there is one.
 *
 * @param {string} root
 * @returns {Record<string, string | undefined>}
 */
export function operatorVariables(root) {
  try {
    return { ...parseEnv(readFileSync(path.join(root, '.env'), 'utf8')), ...process.env };
  } catch {
    return process.env;
  }
}

/** @param {number} port @param {string} host @returns {Promise<boolean>} */
function isInUse(port, host) {
  return new Promise((resolve) => {
    const probe = net.createServer();
    probe.once('error', (error) => {
      resolve(/** @type {NodeJS.ErrnoException} */ (error).code === 'EADDRINUSE');
    });
    probe.listen(port, host, () => probe.close(() => resolve(false)));
  });
}

/** @param {string} folder that may not be there yet */
async function isReadOnly(folder) {
  for (let place = folder; ; place = path.dirname(place)) {
    try {
      await access(place, constants.W_OK);
      return false;
    } catch (error) {
      const { code } = /** @type {NodeJS.ErrnoException} */ (error);
      if (code !== 'ENOENT' || place === path.dirname(place)) return true;
    }
  }
}

/**
 * @param {string} root
 * @returns {Promise<string[]>} what would keep the product from starting, a line each
 */
export async function preflight(root) {
  const { NODE_ENV, HOST, PORT, DATA_DIR, PAYLOAD_SECRET } = operatorVariables(root);
  const faults = [];
  const production = NODE_ENV === 'production';
  if (production && (PAYLOAD_SECRET ?? '').length < 32) {
    faults.push('PAYLOAD_SECRET: must be set in production, to at least 32 characters');
  }
  const port = Number(PORT || 3000);
  if (Number.isInteger(port) && port > 0 && port < 65_536) {
    const host = HOST || (production ? '0.0.0.0' : '127.0.0.1');
    if (await isInUse(port, host)) {
      faults.push(`PORT: ${port} is in use; stop what uses it, or set PORT to another`);
    }
  }
  const dataFolder = path.resolve(root, DATA_DIR || '.data');
  if (await isReadOnly(dataFolder)) faults.push(`DATA_DIR: ${dataFolder} cannot be written to`);
  return faults;
}
