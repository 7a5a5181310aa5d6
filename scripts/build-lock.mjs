import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

const pollEvery = 250; // milliseconds

/** @param {number} pid */
function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return /** @type {NodeJS.ErrnoException} */ (error).code === 'EPERM';
  }
}

/** @param {string} file @returns {number | undefined} the process that holds the lock, if it lives */
function holder(file) {
  try {
    const pid = Number(readFileSync(file, 'utf8'));
    return Number.isInteger(pid) && pid > 0 && isAlive(pid) ? pid : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Runs `work` while no other process builds in the same tree; waits for one that does. A lock whose
 * holder is gone (it was killed) is taken over.
 *
 * @template T
 * @param {string} root
 * @param {() => Promise<T>} work
 * @param {(pid: number) => void} [onWait] told when another process holds the lock
 * @returns {Promise<T>}
 */
export async function withBuildLock(root, work, onWait) {
  const file = path.join(root, '.build', 'lock');
  mkdirSync(path.dirname(file), { recursive: true });
  for (;;) {
    try {
      writeFileSync(file, String(process.pid), { flag: 'wx' });
      break;
    } catch (error) {
      if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'EEXIST') throw error;
      const other = holder(file);
      if (other === undefined) rmSync(file, { force: true });
      else {
        onWait?.(other);
        onWait = undefined; // told once
        await pause(pollEvery);
      }
    }
  }
  try {
    return await work();
  } finally {
    rmSync(file, { force: true });
  }
}
