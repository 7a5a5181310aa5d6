import path from 'node:path';
import process from 'node:process';

import { isFresh } from './build-stamps.mjs';
import { buildSteps, root } from './build-steps.mjs';
import { ensureInstalled, isInstalled } from './install.mjs';
import { preflight } from './preflight.mjs';
import { createProgress } from './progress.mjs';
import { runVisibly } from './run-command.mjs';

const countStale = () => buildSteps.filter((step) => !isFresh(root, step)).length;

/**
 * Installs and builds what is missing, and says so.
 *
 * @returns {Promise<boolean>} whether the product is complete now; if not, the reason was printed
 * @throws {import('./install.mjs').InstallError}
 * @throws {import('./run-command.mjs').InterruptedError}
 */
export async function prepare() {
  const toInstall = isInstalled(root) ? 0 : 1;
  const toBuild = countStale();
  if (toInstall + toBuild === 0) return true;

  const faults = await preflight(root);
  for (const fault of faults) console.error(`CoCo Chat cannot start: ${fault}`);
  if (faults.length > 0) return false;

  if (toInstall > 0) {
    const progress = createProgress({ total: toInstall + toBuild });
    await progress('Installing packages (a minute or two, once)', () =>
      ensureInstalled({ log: () => undefined }),
    );
  }
  if (countStale() === 0) return true;
  // In a process of its own, which gives its memory back before the server takes some.
  const build = path.join(root, 'scripts', 'build.mjs');
  return runVisibly(process.execPath, [build, `--done=${toInstall}`]);
}
