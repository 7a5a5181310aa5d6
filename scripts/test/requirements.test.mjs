import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';

import { findChromium } from './find-chromium.mjs';
import { findDebianServer } from './find-debian-server.mjs';
import { findMongod } from './find-mongod.mjs';
import { onPath } from './finding.mjs';

/** @type {string} */
let folder;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'coco-chat-requirements-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/**
 * @param {string} file below the test's folder
 * @param {string} [script]
 */
function makeProgram(file, script = 'exit 0') {
  const program = path.join(folder, file);
  mkdirSync(path.dirname(program), { recursive: true });
  writeFileSync(program, `#!/bin/sh\n${script}\n`);
  chmodSync(program, 0o755);
  return program;
}

/** @param {import('./finding.mjs').Environment} [environment] */
const search = (environment = {}) => ({
  environment: { PATH: path.join(folder, 'bin'), ...environment },
  cache: path.join(folder, 'cache'),
  mayFetch: false,
  log: () => {},
});

/** A server that no machine has, so that only what the test makes is found. */
const server = {
  name: 'coco-chat-test-server',
  program: 'usr/bin/coco-chat-test-server',
  versionArgument: '--version',
};

describe('onPath', () => {
  test('takes the first name that is there, then the first folder', () => {
    const chromium = makeProgram('bin/chromium');
    makeProgram('later/chromium');
    makeProgram('bin/google-chrome');
    const PATH = ['bin', 'later'].map((name) => path.join(folder, name)).join(path.delimiter);
    expect(onPath(['chromium', 'google-chrome'], { PATH })).toBe(chromium);
  });

  test('passes over what cannot be executed', () => {
    chmodSync(makeProgram('bin/chromium'), 0o644);
    expect(onPath(['chromium'], { PATH: path.join(folder, 'bin') })).toBeUndefined();
  });
});

describe('findMongod', () => {
  test('takes the server it is given before anything else', async () => {
    makeProgram('bin/mongod');
    const given = search({ MONGODB_URI: 'mongodb://127.0.0.1:1/' });
    expect(await findMongod(given)).toEqual({ uri: 'mongodb://127.0.0.1:1/' });
  });

  test('takes the one on the PATH before the one that was fetched', async () => {
    const fetched = makeProgram('cache/mongod/mongod');
    expect(await findMongod(search())).toEqual({ path: fetched });
    const installed = makeProgram('bin/mongod');
    expect(await findMongod(search())).toEqual({ path: installed });
  });

  test('fetches nothing unless told to', async () => {
    expect(await findMongod(search())).toEqual({ missing: 'no mongod on the PATH' });
  });
});

describe('findDebianServer', () => {
  test('takes the one on the PATH before the one that was unpacked', async () => {
    const unpacked = makeProgram(`cache/${server.name}/${server.name}`);
    expect(await findDebianServer(search(), server)).toEqual({ path: unpacked });
    const installed = makeProgram(`bin/${server.name}`);
    expect(await findDebianServer(search(), server)).toEqual({ path: installed });
  });

  test('says why there is none where there is no apt-get', async () => {
    expect(await findDebianServer({ ...search(), mayFetch: true }, server)).toEqual({
      missing: `no ${server.name} on the PATH, and no apt-get to fetch it with`,
    });
  });

  test('says what apt-get said when it fails', async () => {
    makeProgram('bin/apt-get', 'echo "E: Unable to locate package" >&2; exit 100');
    makeProgram('bin/dpkg-deb');
    const before = process.env.PATH;
    process.env.PATH = `${path.join(folder, 'bin')}${path.delimiter}${before}`;
    try {
      expect(await findDebianServer({ ...search(), mayFetch: true }, server)).toEqual({
        missing: expect.stringContaining('E: Unable to locate package'),
      });
    } finally {
      process.env.PATH = before;
    }
  });
});

describe('findChromium', () => {
  test('takes the one it is told of, if that starts', async () => {
    const named = makeProgram('chrome');
    expect(await findChromium(search({ CHROMIUM_PATH: named }))).toEqual({ path: named });
  });

  test('does not pass over the one it is told of in silence', async () => {
    makeProgram('bin/chromium');
    const broken = makeProgram('chrome', 'echo "libnss3.so: cannot open" >&2; exit 127');
    expect(await findChromium(search({ CHROMIUM_PATH: broken }))).toEqual({
      missing: 'CHROMIUM_PATH: libnss3.so: cannot open',
    });
  });

  test('takes the one on the PATH', async () => {
    const chromium = makeProgram('bin/google-chrome');
    expect(await findChromium(search())).toEqual({ path: chromium });
  });
});
