import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
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

/**
 * @param {readonly string[]} args for jest
 * @param {'inherit' | 'pipe'} stdout
 * @param {Record<string, string>} [environment] added to this process's own
 */
function startJest(args, stdout, environment = {}) {
  return spawn(process.execPath, [...command, ...args], {
    cwd: root,
    env: { ...process.env, ...environment },
    stdio: ['inherit', stdout, 'inherit'],
  });
}

/**
 * The test files that these arguments select.
 *
 * @param {readonly string[]} args for jest
 * @returns {Promise<string[]>} absolute
 * @throws Error when jest refuses the arguments
 */
export async function listTests(args) {
  const jest = startJest(['--listTests', ...args], 'pipe');
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
 *   its counts say: early, silently, or with an exit code of its own
 */
export async function runJest(args) {
  const folder = mkdtempSync(path.join(tmpdir(), 'coco-chat-test-'));
  const file = path.join(folder, 'counts.json');
  try {
    const reporters = ['--reporters', 'default', '--reporters', countReporter];
    const jest = startJest([...reporters, ...args], 'inherit', { COCO_CHAT_TEST_COUNTS: file });
    // Ctrl-C reaches jest by itself; this does not.
    const handOn = () => jest.kill('SIGTERM');
    process.on('SIGTERM', handOn);
    const [code] = await once(jest, 'close');
    process.off('SIGTERM', handOn);
    const counts = readCounts(file);
    if (counts === undefined) {
      console.error(`jest ended early, with exit code ${code}.`);
      return { passed: 0, failed: 1, skipped: 0 };
    }
    return code !== 0 && counts.failed === 0 ? { ...counts, failed: 1 } : counts;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/**
 * @param {string} file
 * @returns {import('./counts.mjs').Counts | undefined}
 */
function readCounts(file) {
  try {
    return /** @type {import('./counts.mjs').Counts} */ (JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return undefined;
  }
}
