import { cacheFolder, findRequirements } from './requirements.mjs';
import { startSharedMongo } from './shared-mongo.mjs';

/**
 * The findings of `npm test`; for a jest that was started by itself, what the machine has already.
 *
 * @returns {Promise<Record<string, import('./finding.mjs').Finding>>}
 */
async function readFindings() {
  process.env.COCO_CHAT_TEST_REQUIREMENTS ??= JSON.stringify(
    await findRequirements({
      environment: process.env,
      cache: cacheFolder,
      mayFetch: false,
      log: console.log,
    }),
  );
  return /** @type {Record<string, import('./finding.mjs').Finding>} */ (
    JSON.parse(process.env.COCO_CHAT_TEST_REQUIREMENTS)
  );
}

/** Before the first test of a run. What it puts into the environment, the tests' processes inherit. */
export default async function setUp() {
  const { mongod } = await readFindings();
  if (mongod === undefined || 'missing' in mongod) return;
  process.env.COCO_CHAT_TEST_MONGODB_URI =
    'path' in mongod ? await startSharedMongo(mongod.path) : mongod.uri;
}
