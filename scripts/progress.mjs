import { performance } from 'node:perf_hooks';
import process from 'node:process';

import { InterruptedError } from './run-command.mjs';

/** @param {number} milliseconds */
export function duration(milliseconds) {
  const seconds = milliseconds / 1000;
  if (seconds < 60) return `${seconds.toFixed(1)} s`;
  return `${Math.floor(seconds / 60)} min ${Math.floor(seconds % 60)} s`;
}

/**
 * Prints one numbered line for each step, with the time it took once it is over.
 *
 * @param {object} steps
 * @param {number} steps.total how many there are
 * @param {number} [steps.done] how many of them another process did before
 */
export function createProgress({ total, done = 0 }) {
  let number = done;

  /**
   * @param {string} title
   * @param {() => Promise<unknown>} work
   */
  return async function step(title, work) {
    number += 1;
    const begun = performance.now();
    process.stdout.write(`[${number}/${total}] ${title} … `);
    let outcome = 'done';
    try {
      await work();
    } catch (error) {
      outcome = error instanceof InterruptedError ? 'stopped' : 'failed';
      throw error;
    } finally {
      process.stdout.write(`${outcome} (${duration(performance.now() - begun)})\n`);
    }
  };
}
