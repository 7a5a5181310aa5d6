import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';

/** Never part of what is built: outputs, installed packages, and tests. */
const ignored = /(^|\/)(node_modules|dist|\.next|__fixtures__)(\/|$)|\.test\.[cm]?[jt]sx?$/;

/**
 * @param {string} root
 * @param {string} relative
 * @returns {string[]} every file at or under `relative`, sorted, relative to the root
 */
function filesUnder(root, relative) {
  if (ignored.test(relative)) return [];
  const stats = statSync(path.join(root, relative), { throwIfNoEntry: false });
  if (stats === undefined) return [];
  if (!stats.isDirectory()) return [relative];
  return readdirSync(path.join(root, relative))
    .sort()
    .flatMap((name) => filesUnder(root, `${relative}/${name}`));
}

/**
 * A digest of everything a build reads: the names and contents of files, and variables.
 *
 * Contents rather than times, since a clone, a checkout or a container layer sets times as it likes.
 *
 * @param {string} root
 * @param {{ files: readonly string[], values?: Record<string, string | undefined> }} inputs
 *   files and folders relative to the root (one that is missing counts as empty), and other values
 * @returns {string} SHA-256, hex
 */
export function hashInputs(root, { files, values = {} }) {
  const hash = createHash('sha256');
  for (const file of files.flatMap((entry) => filesUnder(root, entry))) {
    const content = readFileSync(path.join(root, file));
    hash.update(`${file}\0${content.byteLength}\0`).update(content);
  }
  for (const [name, value] of Object.entries(values).sort()) {
    hash.update(`${name}=${JSON.stringify(value ?? null)}\0`);
  }
  return hash.digest('hex');
}
