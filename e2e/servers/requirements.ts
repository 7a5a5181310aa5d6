import { describe, test } from '@jest/globals';

/** A program that some tests need and a machine may lack. */
export type Requirement = 'mongod' | 'redis-server' | 'nginx' | 'chromium';

/** Where the test runner found a program, or why it did not; see scripts/test/requirements.mjs. */
type Finding = { path: string } | { uri: string } | { missing: string };

/** A test asked for a program that this machine lacks. */
export class MissingRequirement extends Error {
  override name = 'MissingRequirement';

  constructor(requirement: Requirement, reason: string) {
    super(`This test needs ${requirement}: ${reason}`);
  }
}

function findingOf(requirement: Requirement): Finding {
  const findings = JSON.parse(process.env.COCO_CHAT_TEST_REQUIREMENTS ?? '{}') as Partial<
    Record<Requirement, Finding>
  >;
  return findings[requirement] ?? { missing: 'nobody looked for it; run the tests by `npm test`' };
}

function binaryOf(requirement: Requirement): string {
  const finding = findingOf(requirement);
  if ('path' in finding) return finding.path;
  const reason =
    'uri' in finding ? 'only a running server was given (MONGODB_URI)' : finding.missing;
  throw new MissingRequirement(requirement, reason);
}

/** @throws {MissingRequirement} also where the tests were given a running server (MONGODB_URI) */
export const mongodBinary = (): string => binaryOf('mongod');

/** @throws {MissingRequirement} */
export const redisBinary = (): string => binaryOf('redis-server');

/** @throws {MissingRequirement} */
export const nginxBinary = (): string => binaryOf('nginx');

/** A Chromium or Chrome that runs headless. @throws {MissingRequirement} */
export const chromiumPath = (): string => binaryOf('chromium');

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
