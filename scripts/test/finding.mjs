import { execFile } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/**
 * Where a program is, where a server of its kind already runs, or why there is none.
 *
 * @typedef {{ path: string } | { uri: string } | { missing: string }} Finding
 */

/** @typedef {Readonly<Record<string, string | undefined>>} Environment */

/**
 * @typedef {object} Search
 * @property {Environment} environment where PATH and the variables that name a program are read
 * @property {string} cache the folder that keeps what was fetched
 * @property {boolean} mayFetch whether to fetch what is missing
 * @property {(line: string) => void} log told, in one line, before something is fetched
 */

/** Long enough for a slow mirror; a server that does not answer at all is given up on earlier. */
export const fetchTimeout = 300_000; // 5 minutes

/** @param {string} file */
export function isExecutable(file) {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/**
 * @param {readonly string[]} names tried in this order
 * @param {Environment} environment
 * @returns {string | undefined} the first of them on the PATH
 */
export function onPath(names, environment) {
  // Debian keeps servers here, which is on root's PATH only.
  const folders = [...(environment.PATH ?? '').split(path.delimiter), '/usr/sbin'];
  return names
    .flatMap((name) => folders.filter(Boolean).map((folder) => path.join(folder, name)))
    .find(isExecutable);
}

/**
 * Whether a program starts here: one for another system, or without its libraries, does not.
 *
 * @param {string} program
 * @param {string} [argument] that makes it print its version and end
 * @returns {Promise<string | undefined>} why not
 */
export async function faultOf(program, argument = '--version') {
  try {
    await run(program, [argument], { timeout: 30_000 });
    return undefined;
  } catch (error) {
    return firstLine(error);
  }
}

/**
 * What a failed command or request said, shortened for a list.
 *
 * @param {unknown} error
 * @returns {string}
 */
export function firstLine(error) {
  const { stderr, message } = /** @type {{ stderr?: string, message: string }} */ (error);
  const lines = `${stderr ?? ''}\n${message}`.split('\n').map((line) => line.trim());
  return lines.find(Boolean) ?? 'no reason given';
}

/**
 * Runs a command for as long as fetching may take.
 *
 * @param {string} command
 * @param {readonly string[]} args
 * @param {import('node:child_process').ExecFileOptions} [options]
 * @returns {Promise<string>} its standard output
 */
export async function fetchBy(command, args, options = {}) {
  const { stdout } = await run(command, args, {
    timeout: fetchTimeout,
    maxBuffer: 16 * 1024 * 1024,
    ...options,
    encoding: 'utf8',
  });
  return stdout;
}
