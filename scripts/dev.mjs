// `npm run dev`: every part of the product with live reload, on one port. Vite answers it, serves the
// site and hands the rest on to the server, which runs Next in development and starts anew when the
// code of its workspaces changes.
import { rmSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';

import { forget } from './build-stamps.mjs';
import { buildSteps, nodeEntries, root } from './build-steps.mjs';
import { nodeBundle } from './bundle-node.mjs';
import { createDevServer } from './dev-server.mjs';
import { freePort } from './free-port.mjs';
import { ensureInstalled, InstallError } from './install.mjs';
import { operatorVariables, preflight } from './preflight.mjs';

/** Other workspaces are read by the server; a change in any of them starts it anew. */
const handedOn = ['/admin', '/api', '/chat', '/_next', '/healthz', '/readyz'];

async function develop() {
  await ensureInstalled({ log: console.log });
  const faults = await preflight(root);
  if (faults.length > 0) throw new InstallError(faults.join('\n'));

  const { PORT, PUBLIC_URL } = operatorVariables(root);
  const port = Number(PORT || 3000);
  const serverPort = await freePort();
  const server = createDevServer(root, {
    ...process.env,
    HOST: '127.0.0.1',
    PORT: String(serverPort),
    PUBLIC_URL: PUBLIC_URL || `http://localhost:${port}`,
  });

  const builds = await watchWorkspaces(() => server.restart());
  const vite = await serveSite(port, serverPort);

  const stop = () => {
    process.off('SIGINT', stop);
    process.off('SIGTERM', stop);
    void Promise.all([server.stop(), vite.close(), ...builds.map((build) => build.dispose())]).then(
      () => process.exit(0),
    );
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
}

/**
 * Builds the workspaces that run in plain Node, and again whenever their files change.
 *
 * @param {() => void} onBuilt called once all are built, and after each later build
 */
async function watchWorkspaces(onBuilt) {
  const { context } = await import('esbuild');
  // What is built here is not what `npm start` would build, so that it builds anew.
  for (const step of buildSteps.filter(({ name }) => name !== 'site' && name !== 'admin')) {
    forget(root, step);
  }
  const pending = new Set(Object.keys(nodeEntries));
  return Promise.all(
    Object.entries(nodeEntries).map(async ([workspace, entries]) => {
      rmSync(path.join(root, workspace, 'dist'), { recursive: true, force: true });
      const build = await context({
        ...nodeBundle(root, workspace, entries),
        logLevel: 'warning',
        plugins: [
          {
            name: 'restart',
            setup(build) {
              build.onEnd(({ errors }) => {
                if (errors.length > 0) return;
                pending.delete(workspace);
                if (pending.size === 0) onBuilt();
              });
            },
          },
        ],
      });
      await build.watch();
      return build;
    }),
  );
}

/**
 * @param {number} port
 * @param {number} serverPort
 */
async function serveSite(port, serverPort) {
  const { createServer } = await import('vite');
  const target = `http://127.0.0.1:${serverPort}`;
  const vite = await createServer({
    root: path.join(root, 'site'),
    clearScreen: false,
    logLevel: 'warn',
    server: {
      port,
      strictPort: true,
      proxy: Object.fromEntries(handedOn.map((prefix) => [prefix, { target, ws: true }])),
    },
  });
  await vite.listen();
  return vite;
}

try {
  await develop();
} catch (error) {
  console.error(error instanceof InstallError ? error.message : error);
  process.exit(1);
}
