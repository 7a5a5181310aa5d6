/**
 * `npm test`: installs, finds or fetches the servers that tests need, builds what the end-to-end tests
 * run, and runs every test. Arguments go to jest: `npm test -- chat-server/src/bus`.
 */
import { ensureInstalled, InstallError } from './install.mjs';
import { InterruptedError } from './run-command.mjs';

try {
  await ensureInstalled({ log: console.log });
  // Only now: it needs packages.
  const { runTests } = await import('./test/run-tests.mjs');
  process.exitCode = await runTests(process.argv.slice(2));
} catch (error) {
  process.exitCode = error instanceof InterruptedError ? 130 : 1;
  if (error instanceof InstallError) console.error(error.message);
  else if (!(error instanceof InterruptedError)) console.error(error);
}
