import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('.', import.meta.url)).replace(/\/$/, '');

/** Sibling workspaces come from source, so that a test never runs against a stale build. */
const moduleNameMapper = {
  '^@coco-chat/e2e/servers$': `${root}/e2e/servers/index.ts`,
  '^@coco-chat/(collections|chat-server|cms|site)$': `${root}/$1/src/index.ts`,
};

const swc = {
  jsc: {
    target: 'es2022',
    parser: { syntax: 'typescript', tsx: true },
    transform: {
      react: { runtime: 'automatic' },
      // Vite fills in import.meta.env while it builds; in tests it is the process's environment.
      optimizer: { globals: { vars: { 'import.meta.env': 'globalThis.process.env' } } },
    },
  },
  module: { type: 'es6' },
};

const shared = {
  extensionsToTreatAsEsm: ['.ts', '.tsx', '.css'],
  moduleFileExtensions: ['ts', 'tsx', 'js', 'mjs', 'cjs', 'json', 'node'],
  moduleNameMapper,
  modulePathIgnorePatterns: ['/dist/', '/\\.next/', '/\\.data/'],
  transform: {
    '\\.tsx?$': ['@swc/jest', swc],
    '\\.css$': `${root}/scripts/test/css-transform.mjs`,
  },
};

// 'production': Payload's development entry points look for a bundler's globals.
const node = {
  ...shared,
  testEnvironment: 'node',
  testEnvironmentOptions: { customExportConditions: ['production', 'node', 'node-addons'] },
  testMatch: ['**/*.test.ts', '**/*.test.mjs'],
};

const dom = {
  ...shared,
  testEnvironment: `${root}/scripts/test/dom-environment.mjs`,
  testEnvironmentOptions: { customExportConditions: ['production', 'browser'] },
  testMatch: ['**/*.test.tsx'],
};

/**
 * @param {string} displayName
 * @param {string} rootDir relative to the root
 * @param {typeof node | typeof dom} environment
 */
const project = (displayName, rootDir, environment) => ({
  ...environment,
  displayName,
  rootDir: `${root}/${rootDir}`,
});

/** @satisfies {import('jest').Config} */
export default {
  globalSetup: `${root}/scripts/test/global-setup.mjs`,
  globalTeardown: `${root}/scripts/test/global-teardown.mjs`,
  maxWorkers: 2,
  // Real databases and servers answer slower than functions do; the limit is there to find a hang.
  testTimeout: 30_000,
  projects: [
    project('collections', 'collections', node),
    project('chat-server', 'chat-server', node),
    project('cms', 'cms', node),
    project('site', 'site', node),
    project('site in a DOM', 'site', dom),
    project('servers', 'e2e/servers', node),
    { ...project('e2e', 'e2e', node), testPathIgnorePatterns: ['/node_modules/', '/e2e/servers/'] },
    project('bench', 'bench', node),
    project('scripts', 'scripts', node),
  ],
};
