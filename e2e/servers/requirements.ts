import { describe, test } from '@jest/globals';

import { findingOf, MissingRequirement, type Requirement } from './programs';

function firstMissing(requirements: readonly Requirement[]): MissingRequirement | undefined {
  for (const requirement of requirements) {
    const finding = findingOf(requirement);
    if ('missing' in finding) return new MissingRequirement(requirement, finding.missing);
  }
  return undefined;
}

/** Where a skipped test must not pass for a green run: one failing test says what was missing. */
function failInContinuousIntegration(name: string, missing: MissingRequirement): void {
  if (process.env.CI !== 'true') return;
  test(`${name} (skipped)`, () => {
    throw missing;
  });
}

/**
 * `describe` for tests that need programs. Where one is missing, the tests are skipped and counted; with
 * CI=true a failing test names it.
 *
 * Hooks belong inside `body`: those of a skipped group do not run.
 */
export function describeNeeds(
  requirements: Requirement | readonly Requirement[],
  name: string,
  body: () => void,
): void {
  const missing = firstMissing([requirements].flat());
  if (missing === undefined) {
    describe(name, body);
    return;
  }
  describe.skip(name, body);
  failInContinuousIntegration(name, missing);
}

/** `test` for one test that needs programs; see {@link describeNeeds}. */
export function itNeeds(
  requirements: Requirement | readonly Requirement[],
  name: string,
  body: () => Promise<void> | void,
  timeoutMs?: number,
): void {
  const missing = firstMissing([requirements].flat());
  if (missing === undefined) {
    test(name, body, timeoutMs);
    return;
  }
  test.skip(name, body, timeoutMs);
  failInContinuousIntegration(name, missing);
}
