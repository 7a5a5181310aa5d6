/**
 * `npm run bench`: builds what is stale, finds or fetches the servers that are needed, and measures the
 * product beside its peers. Arguments go to the bench: `npm run bench -- --small fan-out`.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

import { ensureInstalled, InstallError } from './install.mjs';
import { InterruptedError, runVisibly } from './run-command.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Each of these is a process of its own. */
const entries = [
  'src/main.ts',
  'src/load/generator.ts',
  'src/load/http-load.ts',
  'src/product/arranger.ts',
  'src/contenders/bare-ws.ts',
  'src/contenders/match-queue.ts',
  'src/contenders/payload-create.ts',
  'src/contenders/socket-io.ts',
  'src/contenders/stock-graphql-ws.ts',
];

/** Node runs no TypeScript, so what of siblings is not built goes into the bundle. */
const fromSource = {
  '@coco-chat/chat-server/random-queue': path.join(root, 'chat-server/src/random/queue/index.ts'),
  '@coco-chat/e2e/servers/start': path.join(root, 'e2e/servers/start.ts'),
};

/**
 * Where the bench finds its servers. A run of the tests has looked for them already.
 *
 * @returns {Promise<NodeJS.ProcessEnv>}
 */
async function serverVariables() {
  const { COCO_CHAT_TEST_REQUIREMENTS: known } = process.env;
  if (known !== undefined) return {};
  const { cacheFolder, findRequirements } = await import('./test/requirements.mjs');
  const { startSharedMongo } = await import('./test/shared-mongo.mjs');
  const findings = await findRequirements({
    environment: process.env,
    cache: cacheFolder,
    mayFetch: true,
    log: console.log,
  });
  const { mongod } = findings;
  const variables = { COCO_CHAT_TEST_REQUIREMENTS: JSON.stringify(findings) };
  if (mongod === undefined || 'missing' in mongod) return variables;
  const uri = 'path' in mongod ? await startSharedMongo(mongod.path) : mongod.uri;
  return { ...variables, COCO_CHAT_TEST_MONGODB_URI: uri };
}

/** @returns {Promise<number>} exit code */
async function bench() {
  await ensureInstalled({ log: console.log });
  if (!(await runVisibly(process.execPath, [path.join(root, 'scripts', 'build.mjs')]))) return 1;
  // Only now: these need packages.
  const { build } = await import('esbuild');
  const { nodeBundle } = await import('./bundle-node.mjs');
  await build({ ...nodeBundle(root, 'bench', entries), alias: fromSource });

  const env = { ...process.env, ...(await serverVariables()) };
  // Payload's development entry points expect a bundler.
  const options = ['-C', 'production', '--enable-source-maps'];
  const main = path.join(root, 'bench', 'dist', 'main.js');
  const child = spawn(process.execPath, [...options, main, ...process.argv.slice(2)], {
    cwd: root,
    env,
    stdio: 'inherit',
  });
  const [code] = await once(child, 'exit');
  return code ?? 1;
}

try {
  process.exitCode = await bench();
  const { stopSharedMongo } = await import('./test/shared-mongo.mjs');
  await stopSharedMongo();
} catch (error) {
  process.exitCode = error instanceof InterruptedError ? 130 : 1;
  if (error instanceof InstallError) console.error(error.message);
  else if (!(error instanceof InterruptedError)) console.error(error);
}
