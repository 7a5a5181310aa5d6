import { readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

import { describe, expect, test } from '@jest/globals';

const root = fileURLToPath(new URL('..', import.meta.url));

/**
 * @typedef {{
 *   version?: string,
 *   hasInstallScript?: boolean,
 *   dependencies?: Record<string, string>,
 *   devDependencies?: Record<string, string>,
 *   engines?: { node?: string },
 * }} Manifest
 */

/** @param {string} file @returns {Manifest & { packages: Record<string, Manifest>, workspaces: string[] }} */
const read = (file) => JSON.parse(readFileSync(path.join(root, file), 'utf8'));

const { packages } = read('package-lock.json');

/** @param {string} name @returns {string[]} the folders it is installed in */
const copiesOf = (name) =>
  Object.keys(packages).filter(
    (folder) => folder === `node_modules/${name}` || folder.endsWith(`/node_modules/${name}`),
  );

describe('the lock file', () => {
  // Two copies of these do not know each other's schemas, contexts, collections or connections.
  test.each([
    'graphql',
    'react',
    'react-dom',
    'payload',
    'mongodb',
    'drizzle-orm',
    '@apollo/client',
  ])('has one copy of %s', (name) => {
    expect(copiesOf(name)).toEqual([`node_modules/${name}`]);
  });
});

describe.each([
  'package.json',
  ...read('package.json').workspaces.map((name) => `${name}/package.json`),
])('%s', (file) => {
  test('names exact versions', () => {
    const { dependencies, devDependencies } = read(file);
    const loose = Object.entries({ ...dependencies, ...devDependencies }).filter(
      ([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version),
    );
    expect(loose).toEqual([]);
  });
});
