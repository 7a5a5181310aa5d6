import path from 'node:path';
import { fileURLToPath } from 'node:url';

import jestConfig from '../../jest.config.js';
import { CommandError, runCommand } from '../run-command.mjs';
import { closingLine, sum } from './counts.mjs';
import { cacheFolder, findRequirements } from './requirements.mjs';
import { listTests, runJest } from './run-jest.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Whole products, browsers and several processes: these run alone, after everything else. */
const endToEnd = ['e2e', 'bench'];
const everythingElse = jestConfig.projects
  .map(({ displayName }) => displayName)
  .filter((name) => !endToEnd.includes(name));

/**
 * Runs the tests that the arguments select, or all, and prints what the machine lacked and how many
 * passed, failed and were skipped.
 *
 * @param {readonly string[]} args for jest
 * @returns {Promise<number>} exit code
 */
export async function runTests(args) {
  const findings = await findRequirements({
    environment: process.env,
    cache: cacheFolder,
    mayFetch: true,
    log: console.log,
  });
  process.env.COCO_CHAT_TEST_REQUIREMENTS = JSON.stringify(findings);

  // Ctrl-C reaches jest too, which ends its servers; this process then says how far it came.
  process.on('SIGINT', () => {});

  // A flag must follow the names, or jest takes the caller's first argument for one more.
  const parallel = ['--ignoreProjects', ...endToEnd, '--passWithNoTests', ...args];
  const alone = [
    '--ignoreProjects',
    ...everythingElse,
    '--passWithNoTests',
    '--maxWorkers',
    '1',
    ...args,
  ];
  const parts = [];
  if ((await listTests(parallel)).length > 0) parts.push(await runJest(parallel));
  if ((await listTests(alone)).length > 0) parts.push(await build(), await runJest(alone));

  const counts = sum(parts);
  for (const [name, finding] of Object.entries(findings)) {
    if ('missing' in finding) console.log(`Not tested for lack of ${name}: ${finding.missing}`);
  }
  if (parts.length === 0) console.error('No test matches.');
  console.log(closingLine(counts));
  return counts.failed > 0 || parts.length === 0 ? 1 : 0;
}

/** Builds what is stale, for the end-to-end tests. @returns a failure, where it fails */
async function build() {
  const script = path.join(root, 'scripts', 'build.mjs');
  try {
    console.log('Building what is stale');
    await runCommand(process.execPath, [script], { cwd: root });
    return { passed: 0, failed: 0, skipped: 0 };
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    console.error(error.message);
    return { passed: 0, failed: 1, skipped: 0 };
  }
}
