import path from 'node:path';
import process from 'node:process';

import { bundleNode } from './bundle-node.mjs';
import { compressFiles } from './compress-files.mjs';
import { runCommand } from './run-command.mjs';

export const root = path.resolve(import.meta.dirname, '..');

/** The entry points of the workspaces that run in plain Node. */
export const nodeEntries = {
  collections: ['src/index.ts'],
  'chat-server': ['src/index.ts', 'src/main.ts'],
  cms: ['src/server.ts', 'src/generate.ts'],
};

/** Bounds the JavaScript heap of `next build`, so that it fits a machine of 2 GiB. Megabytes. */
const nextBuildHeap = 512;

// What every step depends on: how it is built, and with which packages.
const everyStep = [
  'package-lock.json',
  'tsconfig.json',
  'scripts/build-steps.mjs',
  'scripts/bundle-node.mjs',
  'scripts/compress-files.mjs',
];

/** @param {string} workspace @param {string[]} more */
const filesOf = (workspace, ...more) => [
  ...everyStep,
  ...['package.json', 'tsconfig.json', 'src', ...more].map((name) => `${workspace}/${name}`),
];

/** Builds run with production code whatever the operator's NODE_ENV, and tell nobody. */
const buildEnvironment = () => ({
  ...process.env,
  NODE_ENV: 'production',
  NEXT_TELEMETRY_DISABLED: '1',
});

/** @param {string} script relative to the root */
const inModules = (script) => path.join(root, 'node_modules', script);

/** @type {import('./build-stamps.mjs').BuildStep[]} */
export const buildSteps = [
  {
    name: 'collections',
    title: 'Building the data model',
    inputs: { files: filesOf('collections') },
    outputs: ['collections/dist/index.js'],
    build: () => bundleNode(root, 'collections', nodeEntries.collections),
  },
  {
    name: 'chat-server',
    title: 'Building the chat server',
    inputs: { files: filesOf('chat-server', 'schema.graphql') },
    outputs: ['chat-server/dist/index.js', 'chat-server/dist/main.js'],
    build: () => bundleNode(root, 'chat-server', nodeEntries['chat-server']),
  },
  {
    name: 'site',
    title: 'Building the site',
    inputs: {
      files: filesOf('site', 'index.html', 'vite.config.ts', 'public'),
      values: viteVariables(),
    },
    outputs: ['site/dist/index.html'],
    build: async () => {
      await runCommand(process.execPath, [inModules('vite/bin/vite.js'), 'build'], {
        cwd: path.join(root, 'site'),
        env: buildEnvironment(),
      });
      await compressFiles(path.join(root, 'site', 'dist'));
    },
  },
  {
    name: 'admin',
    title: 'Building the admin panel (about a minute, once)',
    inputs: { files: [...filesOf('cms', 'next.config.mjs'), ...filesOf('collections')] },
    outputs: ['cms/.next/BUILD_ID'],
    build: () =>
      runCommand(
        process.execPath,
        [
          // In this form, because Next hands it on to its workers in NODE_OPTIONS.
          '--conditions=production',
          `--max-old-space-size=${nextBuildHeap}`,
          inModules('next/dist/bin/next'),
          'build',
        ],
        {
          cwd: path.join(root, 'cms'),
          // Turbopack's allocator gives memory back at once: 300 MB less at the peak.
          env: { ...buildEnvironment(), MIMALLOC_PURGE_DELAY: '0' },
        },
      ),
  },
  {
    name: 'server',
    title: 'Building the server',
    inputs: { files: filesOf('cms') },
    outputs: ['cms/dist/server.js'],
    build: () => bundleNode(root, 'cms', nodeEntries.cms),
  },
];

/** What Vite writes into the site's code. */
function viteVariables() {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => /^VITE_/.test(name)));
}
