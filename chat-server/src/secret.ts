import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { errnoOf } from './errno';
import { EnvironmentError } from './environment-error';

const leastLength = 32;
const leastDistinct = 8;

/** Parts of what documentation and templates put where a secret belongs. */
const placeholders =
  /change.?me|your.?(payload.?)?secret|example|placeholder|payload.?secret|password|1234567/i;

/** Says what is wrong with a secret the operator chose; undefined when nothing is. */
export function secretFault(secret: string): string | undefined {
  if (placeholders.test(secret) || new Set(secret).size < leastDistinct) {
    return 'is a well-known default, or too easily guessed; `openssl rand -hex 32` makes a good one';
  }
  return secret.length < leastLength ? `must have at least ${leastLength} characters` : undefined;
}

/**
 * The secret of the embedded default: random, made at the first start, and kept in `<dataDir>/secret`
 * with mode 600.
 *
 * @throws EnvironmentError when the folder cannot be read or written.
 */
export function keptSecret(dataDir: string): string {
  const file = path.join(dataDir, 'secret');
  try {
    mkdirSync(dataDir, { recursive: true });
    try {
      // 'wx' leaves a secret alone that is there, and of two first starts lets one make it.
      writeFileSync(file, randomBytes(32).toString('hex'), { flag: 'wx', mode: 0o600 });
    } catch (error) {
      if (errnoOf(error) !== 'EEXIST') throw error;
    }
    const secret = readFileSync(file, 'utf8').trim();
    const fault = secretFault(secret);
    if (fault) throw new EnvironmentError([`DATA_DIR: the secret kept in ${file} ${fault}`]);
    return secret;
  } catch (error) {
    if (error instanceof EnvironmentError) throw error;
    const reason = errnoOf(error) ?? String(error);
    throw new EnvironmentError([`DATA_DIR: ${dataDir} cannot be written to (${reason})`]);
  }
}
