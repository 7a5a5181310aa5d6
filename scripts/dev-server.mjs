import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import process from 'node:process';

/** How long the server may take to stop before it is killed; live-reload sockets stay open. */
const patience = 2_000; // milliseconds

/**
 * The server of `npm run dev`, which is started anew whenever its code was built anew.
 *
 * @param {string} root
 * @param {NodeJS.ProcessEnv} env
 */
export function createDevServer(root, env) {
  const entry = path.join(root, 'cms', 'dist', 'server.js');
  /** @type {import('node:child_process').ChildProcess | undefined} */
  let child;
  /** Restarts follow one another, never side by side: they share a port. */
  let queue = Promise.resolve();

  async function stopChild() {
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const stopping = child;
    const exited = once(stopping, 'exit');
    stopping.kill('SIGTERM');
    const timer = setTimeout(() => stopping.kill('SIGKILL'), patience);
    await exited;
    clearTimeout(timer);
  }

  function startChild() {
    const args = ['-C', 'production', '--enable-source-maps', entry, '--dev'];
    child = spawn(process.execPath, args, { env, stdio: 'inherit' });
  }

  return {
    restart() {
      queue = queue.then(stopChild).then(startChild);
    },
    stop() {
      queue = queue.then(stopChild);
      return queue;
    },
  };
}
