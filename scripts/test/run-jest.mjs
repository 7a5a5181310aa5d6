import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));

const countReporter = fileURLToPath(new URL('count-reporter.mjs', import.meta.url));

const nodeOptions = [
  // Payload's development entry points look for a bundler's globals.
  '-C',
  'production',
  '--experimental-vm-modules',
  '--disable-warning=ExperimentalWarning',
];
const command = [...nodeOptions, path.join(root, 'node_modules', 'jest', 'bin', 'jest.js')];

/** How long jest may take to end after its last test. What a test left running keeps it from ending. */
const endTimeout = 30_000; // milliseconds

/**
 * @param {readonly string[]} args for jest
 * @param {import('node:child_process').StdioOptions} stdio
 */
const startJest = (args, stdio) =>
  spawn(process.execPath, [...command, ...args], { cwd: root, stdio });

/**
 * The test files that these arguments select.
 *
 * @param {readonly string[]} args for jest
 * @returns {Promise<string[]>} absolute
 * @throws Error when jest refuses the arguments
 */
export async function listTests(args) {
  const jest = startJest(['--listTests', ...args], ['inherit', 'pipe', 'inherit']);
  let output = '';
  jest.stdout?.setEncoding('utf8').on('data', (/** @type {string} */ chunk) => {
    output += chunk;
  });
  const [code] = await once(jest, 'close');
  if (code !== 0) throw new Error(`jest --listTests ended with exit code ${code}.`);
  return output.split('\n').filter((line) => path.isAbsolute(line));
}

/**
 * Runs jest in the terminal.
 *
 * @param {readonly string[]} args for jest
 * @returns {Promise<import('./counts.mjs').Counts>} with one failure more when jest ended otherwise than
 *   its counts say: early, silently, with an exit code of its own, or not at all
 */
export async function runJest(args) {
  const reporters = ['--reporters', 'default', '--reporters', countReporter];
  const jest = startJest([...reporters, ...args], ['inherit', 'inherit', 'inherit', 'ipc']);
  // Ctrl-C reaches jest by itself; this does not.
  const handOn = () => jest.kill('SIGTERM');
  process.on('SIGTERM', handOn);

  /** @type {import('./counts.mjs').Counts | undefined} */
  let counts;
  /** @type {NodeJS.Timeout | undefined} */
  let timer;
  jest.once('message', (message) => {
    counts = /** @type {import('./counts.mjs').Counts} */ (message);
    timer = setTimeout(() => {
      console.error('A test left something running that keeps jest from ending.');
      jest.kill('SIGKILL');
    }, endTimeout);
  });

  const [code] = await once(jest, 'close');
  clearTimeout(timer);
  process.off('SIGTERM', handOn);
  if (counts === undefined) {
    console.error(`jest ended early, with exit code ${code}.`);
    return { passed: 0, failed: 1, skipped: 0 };
  }
  return code !== 0 && counts.failed === 0 ? { ...counts, failed: 1 } : counts;
}
