import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { hashInputs } from './input-hash.mjs';

/**
 * @typedef {object} BuildStep
 * @property {string} name names the stamp
 * @property {string} title what the terminal shows
 * @property {{ files: string[], values?: Record<string, string | undefined> }} inputs
 * @property {string[]} outputs files that exist after a build, relative to the root
 * @property {() => Promise<void>} build
 */

/** @param {string} root @param {BuildStep} step */
const stampFile = (root, step) => path.join(root, '.build', `${step.name}.sha256`);

/**
 * Whether the step was built from just these inputs, and its outputs are still there.
 *
 * @param {string} root
 * @param {BuildStep} step
 */
export function isFresh(root, step) {
  const file = stampFile(root, step);
  return (
    existsSync(file) &&
    step.outputs.every((output) => existsSync(path.join(root, output))) &&
    readFileSync(file, 'utf8') === hashInputs(root, step.inputs)
  );
}

/**
 * Has the step built anew next time, whatever its inputs.
 *
 * @param {string} root
 * @param {BuildStep} step
 */
export function forget(root, step) {
  rmSync(stampFile(root, step), { force: true });
}

/**
 * Builds a step and stamps it. The stamp is taken away first and comes back last, in one rename, so
 * a build that was interrupted at any point is done again.
 *
 * @param {string} root
 * @param {BuildStep} step
 */
export async function buildStep(root, step) {
  const file = stampFile(root, step);
  mkdirSync(path.dirname(file), { recursive: true });
  forget(root, step);
  // Taken before the build: a file changed while it runs makes the result stale, not fresh.
  const inputs = hashInputs(root, step.inputs);
  await step.build();
  writeFileSync(`${file}.new`, inputs);
  renameSync(`${file}.new`, file);
}
