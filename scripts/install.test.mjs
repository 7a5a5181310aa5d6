import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';

import { assertNodeVersion, isAtLeast, isInstalled } from './install.mjs';

/** @type {string} */
let root;

beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), 'coco-chat-install-'));
});
afterEach(() => rmSync(root, { recursive: true }));

/** @param {string} file @param {unknown} content */
function writeJson(file, content) {
  mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
  writeFileSync(path.join(root, file), JSON.stringify(content));
}

/** @param {Record<string, unknown>} packages */
const lock = (packages) => writeJson('package-lock.json', { packages });

/** @param {Record<string, unknown>} packages */
const installed = (packages) => writeJson('node_modules/.package-lock.json', { packages });

describe('isInstalled', () => {
  const payload = { version: '3.0.0', integrity: 'sha512-a' };

  test('is false on a fresh clone', () => {
    lock({ 'node_modules/payload': payload });
    expect(isInstalled(root)).toBe(false);
  });

  test('is true when each package is there, and workspaces are linked', () => {
    lock({ '': {}, cms: {}, 'node_modules/payload': payload, 'node_modules/cms': { link: true } });
    installed({ cms: {}, 'node_modules/payload': payload, 'node_modules/cms': { link: true } });
    expect(isInstalled(root)).toBe(true);
  });

  test.each([
    ['a package was added', { 'node_modules/added': { version: '1.0.0' } }],
    ['a version moved', { 'node_modules/payload': { ...payload, version: '3.0.1' } }],
    ['its content moved', { 'node_modules/payload': { ...payload, integrity: 'sha512-b' } }],
    ['a package of a workspace was added', { 'cms/node_modules/added': { version: '1.0.0' } }],
  ])('is false when %s', (_, change) => {
    lock({ 'node_modules/payload': payload, ...change });
    installed({ 'node_modules/payload': payload });
    expect(isInstalled(root)).toBe(false);
  });

  test('asks for no optional package, but for the right version of one that is there', () => {
    lock({ 'node_modules/mac-only': { version: '1.0.0', optional: true } });
    installed({});
    expect(isInstalled(root)).toBe(true);
    installed({ 'node_modules/mac-only': { version: '0.9.0', optional: true } });
    expect(isInstalled(root)).toBe(false);
  });

  test('is false when the list of what is installed was cut short', () => {
    lock({ 'node_modules/payload': payload });
    installed({});
    writeFileSync(path.join(root, 'node_modules/.package-lock.json'), '{"packages": {');
    expect(isInstalled(root)).toBe(false);
  });
});

test.each([
  ['v20.19.0', true],
  ['v20.19.5', true],
  ['v20.20.0', true],
  ['v22.0.0', true],
  ['v20.18.9', false],
  ['v18.99.0', false],
  ['v21.0.0-nightly', true],
])('%s is new enough for >=20.19: %s', (version, expected) => {
  expect(isAtLeast(version, '20.19')).toBe(expected);
});

test('an older Node is refused in one line that names both versions', () => {
  writeJson('package.json', { engines: { node: '>=20.19' } });
  expect(() => assertNodeVersion('v20.20.1', root)).not.toThrow();
  expect(() => assertNodeVersion('v18.20.0', root)).toThrow(
    /^CoCo Chat needs Node 20\.19 or newer; this is v18\.20\.0\.$/,
  );
});
