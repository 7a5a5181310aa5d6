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

/** What was found of a program. */
export function findingOf(requirement: Requirement): Finding {
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
