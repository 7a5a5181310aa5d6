import { mkdir } from 'node:fs/promises';
import path from 'node:path';

import { startServer, type Server } from './server';
import { stablePort } from './stable-port';

export interface EmbeddedOptions {
  /** A folder of its own, removed by whoever made it; DATA_DIR is in it. */
  readonly dir: string;
  /** Over the embedded default's environment, which is empty. */
  readonly env?: Readonly<Record<string, string>>;
}

/**
 * Runs what `npm start` runs once everything is built: one process on one port, SQLite, events in the
 * process. Its `origin` is where a browser goes; {@link Server.start} brings it back to the same data.
 */
export async function startEmbedded({ dir, env }: EmbeddedOptions): Promise<Server> {
  await mkdir(dir, { recursive: true });
  const port = await stablePort();
  return startServer({
    name: 'embedded server',
    entry: 'cms/dist/server.js',
    port,
    cwd: dir,
    env: {
      NODE_ENV: undefined,
      PUBLIC_URL: `http://127.0.0.1:${port}`,
      DATA_DIR: path.join(dir, 'data'),
      ...env,
    },
  });
}
