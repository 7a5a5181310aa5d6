/**
 * `npm test`: installs, finds or fetches the servers that tests need, builds what the end-to-end tests
 * run, and runs every test. Arguments go to jest: `npm test -- chat-server/src/bus`.
 */
import { ensureInstalled, InstallError } from './install.mjs';

try {
  await ensureInstalled({ log: console.log });
} catch (error) {
  if (!(error instanceof InstallError)) throw error;
  console.error(error.message);
  process.exit(1);
}

// Only now: it needs packages.
const { runTests } = await import('./test/run-tests.mjs');
process.exitCode = await runTests(process.argv.slice(2));
