import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { expect, test } from '@jest/globals';

import CountReporter from './count-reporter.mjs';
import { closingLine, countsOf, sum } from './counts.mjs';

const results = {
  numPassedTests: 7,
  numFailedTests: 2,
  numRuntimeErrorTestSuites: 1,
  numPendingTests: 3,
  numTodoTests: 1,
};

test('a file that cannot be loaded counts as a failure, a test still to write as skipped', () => {
  expect(countsOf(results)).toEqual({ passed: 7, failed: 3, skipped: 4 });
});

test('the closing line is the sum of all parts', () => {
  const parts = [
    { passed: 7, failed: 0, skipped: 4 },
    { passed: 3, failed: 1, skipped: 0 },
  ];
  expect(closingLine(sum(parts))).toBe('10 passed, 1 failed, 4 skipped');
  expect(closingLine(sum([]))).toBe('0 passed, 0 failed, 0 skipped');
});

test('the reporter writes its counts where the runner reads them', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'coco-chat-counts-'));
  const file = path.join(folder, 'counts.json');
  const reporter = new CountReporter(undefined, { file });
  reporter.onRunComplete(undefined, /** @type {never} */ (results));
  expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual({ passed: 7, failed: 3, skipped: 4 });
  rmSync(folder, { recursive: true });
});
