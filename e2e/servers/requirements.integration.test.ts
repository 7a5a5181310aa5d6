import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';

import { expect, test } from '@jest/globals';

const run = promisify(execFile);
const root = path.resolve(import.meta.dirname, '../..');

interface JestOutcome {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly testResults: readonly { readonly message: string }[];
}

/** Runs the tests of `startRedis`, and no others, on a machine that has no Redis. */
async function runWithoutRedis(
  environment: Readonly<Record<string, string>>,
): Promise<JestOutcome> {
  const jest = ['node_modules/jest/bin/jest.js', '--selectProjects', 'servers', '--json'];
  const only = ['--testNamePattern', '^startRedis ', 'servers.integration.test.ts'];
  const options = ['-C', 'production', '--experimental-vm-modules', '--no-warnings'];
  const env = {
    ...process.env,
    COCO_CHAT_TEST_REQUIREMENTS: JSON.stringify({ 'redis-server': { missing: 'sold out' } }),
    ...environment,
  };
  const finished = run(process.execPath, [...options, ...jest, ...only], { cwd: root, env });
  // It exits with 1 where a test failed, and has said as much on its standard output.
  const { stdout } = await finished.catch((error: unknown) => error as { stdout: string });
  return JSON.parse(stdout) as JestOutcome;
}

test('tests that lack a program are skipped and counted', async () => {
  const outcome = await runWithoutRedis({ CI: '' });
  expect(outcome).toMatchObject({ numPassedTests: 0, numFailedTests: 0 });
  expect(outcome.numPendingTests).toBeGreaterThan(1);
});

test('with CI=true, one that fails names the program and the reason', async () => {
  const outcome = await runWithoutRedis({ CI: 'true' });
  expect(outcome).toMatchObject({ numPassedTests: 0, numFailedTests: 1 });
  expect(outcome.testResults[0]?.message).toContain('This test needs redis-server: sold out');
});
