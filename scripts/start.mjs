// `npm start`: installs and builds what is missing, then becomes the server. Until the packages are
// installed, Node's own modules are all there is.
import process from 'node:process';

import { assertNodeVersion, InstallError } from './install.mjs';
import { InterruptedError } from './run-command.mjs';

try {
  assertNodeVersion();
  // Imported only now: it uses what an older Node does not have.
  const { prepare } = await import('./prepare.mjs');
  const server = new URL('../cms/dist/server.js', import.meta.url);
  if (await prepare()) await import(server.href);
  else process.exitCode = 1;
} catch (error) {
  process.exitCode = error instanceof InterruptedError ? 130 : 1;
  if (error instanceof InstallError) console.error(error.message);
  else if (!(error instanceof InterruptedError)) console.error(error);
}
