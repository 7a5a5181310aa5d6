import { expect, test } from '@jest/globals';

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
