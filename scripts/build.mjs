// Builds whatever is stale: `npm run build`, and `npm start` before it serves. Names of steps as
// arguments keep it to those; `--done=1` says that a step went before.
import process from 'node:process';
import { parseArgs } from 'node:util';

import { withBuildLock } from './build-lock.mjs';
import { buildStep, isFresh } from './build-stamps.mjs';
import { buildSteps, root } from './build-steps.mjs';
import { createProgress } from './progress.mjs';
import { CommandError, InterruptedError } from './run-command.mjs';

/**
 * esbuild's message holds all it found, with places.
 *
 * @param {unknown} error
 * @returns {error is Error}
 */
const isBuildFailure = (error) => error instanceof Error && 'errors' in error;

const { values, positionals: names } = parseArgs({
  allowPositionals: true,
  options: { done: { type: 'string', default: '0' } },
});
const done = Number(values.done);
const wanted = buildSteps.filter(({ name }) => names.length === 0 || names.includes(name));

async function buildStale() {
  // Looked at only now: another process may have built everything while this one waited.
  const stale = wanted.filter((step) => !isFresh(root, step));
  const progress = createProgress({ total: done + stale.length, done });
  // One after the other: two of them at once would not fit a small machine's memory.
  for (const step of stale) await progress(step.title, () => buildStep(root, step));
}

try {
  await withBuildLock(root, buildStale, (pid) => {
    console.log(`Waiting for another build of this folder (process ${pid}) …`);
  });
} catch (error) {
  process.exitCode = error instanceof InterruptedError ? 130 : 1;
  const told = error instanceof CommandError || isBuildFailure(error);
  if (told) console.error(error.message);
  else if (!(error instanceof InterruptedError)) console.error(error);
}
