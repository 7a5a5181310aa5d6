import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

import { CommandError, runCommand } from './run-command.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const tsc = path.join(root, 'node_modules', 'typescript', 'bin', 'tsc');
const concurrency = 2;

/** @type {{ workspaces: string[] }} */
const { workspaces } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));
const queue = [...workspaces, 'scripts'].filter((folder) =>
  existsSync(path.join(root, folder, 'tsconfig.json')),
);

async function checkNext() {
  for (let folder = queue.shift(); folder !== undefined; folder = queue.shift()) {
    try {
      await runCommand(process.execPath, [tsc, '-p', folder], { cwd: root });
      console.log(`${folder}: no type errors`);
    } catch (error) {
      if (!(error instanceof CommandError)) throw error;
      console.error(`${folder}: ${error.message}`);
      process.exitCode = 1;
    }
  }
}

await Promise.all(Array.from({ length: concurrency }, checkNext));
