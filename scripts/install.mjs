import { readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

import { CommandError, runCommand } from './run-command.mjs';

const repository = fileURLToPath(new URL('..', import.meta.url));

/** The packages cannot be installed, or this Node cannot run them. Its message is for people to read. */
export class InstallError extends Error {
  name = 'InstallError';
}

/**
 * @typedef {{ version?: string, integrity?: string, optional?: boolean, link?: boolean }} LockedPackage
 * @typedef {Record<string, LockedPackage>} LockedPackages by folder, such as `node_modules/next`
 */

/**
 * @param {string} file a package-lock.json
 * @returns {LockedPackages | undefined} undefined when there is none that can be read
 */
function readLockedPackages(file) {
  try {
    const lock = /** @type {{ packages: LockedPackages }} */ (
      JSON.parse(readFileSync(file, 'utf8'))
    );
    return lock.packages;
  } catch {
    return undefined;
  }
}

/**
 * Whether node_modules holds just what the lock file asks for.
 *
 * npm writes down what it installed in `node_modules/.package-lock.json`. Contents are compared rather than
 * times, since a clone or a checkout sets times as it likes. An optional package may be absent: most of
 * them are for other platforms.
 *
 * @param {string} root the folder of the lock file
 */
export function isInstalled(root) {
  const wanted = readLockedPackages(path.join(root, 'package-lock.json'));
  const present = readLockedPackages(path.join(root, 'node_modules', '.package-lock.json'));
  if (wanted === undefined || present === undefined) return false;

  return Object.entries(wanted)
    .filter(([folder]) => folder.includes('node_modules/'))
    .every(([folder, { version, integrity, optional }]) => {
      const found = present[folder];
      if (found === undefined) return optional === true;
      return found.version === version && found.integrity === integrity;
    });
}

/** @param {string} version such as `20.19.0` or `v20.19` */
const numbers = (version) => version.replace(/^\D*/, '').split('.').map(Number);

/**
 * @param {string} version
 * @param {string} minimum
 */
export function isAtLeast(version, minimum) {
  const [actual, least] = [numbers(version), numbers(minimum)];
  const index = least.findIndex((part, at) => part !== (actual[at] ?? 0));
  return index === -1 || (actual[index] ?? 0) > (least[index] ?? 0);
}

/**
 * Refuses a Node older than `engines.node` in package.json.
 *
 * @param {string} [version]
 * @param {string} [root]
 * @throws {InstallError}
 */
export function assertNodeVersion(version = process.version, root = repository) {
  const manifest = /** @type {{ engines: { node: string } }} */ (
    JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'))
  );
  const minimum = manifest.engines.node.replace('>=', '');
  if (!isAtLeast(version, minimum)) {
    throw new InstallError(`CoCo Chat needs Node ${minimum} or newer; this is ${version}.`);
  }
}

/**
 * Installs the packages of every workspace as the lock file has them, unless they already are. Needs
 * nothing but Node itself, so that it can run first on a fresh clone.
 *
 * @param {object} options
 * @param {(line: string) => void} options.log told, in one line, when there is something to install
 * @param {string} [options.root]
 * @returns {Promise<boolean>} whether anything was installed
 * @throws {InstallError} when Node is too old, or npm failed (with what npm said)
 */
export async function ensureInstalled({ log, root = repository }) {
  assertNodeVersion(process.version, root);
  if (isInstalled(root)) return false;

  log('Installing packages (npm ci)');
  // --include=dev: the build needs them, also where NODE_ENV=production is set.
  const args = ['ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error'];
  try {
    await runCommand('npm', args, { cwd: root });
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    throw new InstallError(`The packages could not be installed.\n${error.message}`);
  }
  return true;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    await ensureInstalled({ log: console.log });
  } catch (error) {
    if (!(error instanceof InstallError)) throw error;
    console.error(error.message);
    process.exitCode = 1;
  }
}
