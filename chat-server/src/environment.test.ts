import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';

import { withEnvFile } from './env-file';
import { readEnvironment, type EnvironmentSource } from './environment';
import { EnvironmentError } from './environment-error';

const goodSecret = 'c0ffee5eed-9182-kettle-quarry-violet-77';
let root: string;

beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), 'environment-'));
});
afterEach(() => {
  rmSync(root, { recursive: true, force: true });
});

const faultsOf = (source: EnvironmentSource): readonly string[] => {
  try {
    readEnvironment(source, { root });
  } catch (error) {
    if (error instanceof EnvironmentError) return error.faults;
    throw error;
  }
  return [];
};

describe('the embedded default', () => {
  test('needs no variable', () => {
    expect(readEnvironment({}, { root })).toMatchObject({
      mode: 'development',
      port: 3000,
      host: 'localhost',
      publicUrl: 'http://localhost:3000',
      allowedOrigins: ['http://localhost:3000', 'http://127.0.0.1:3000', 'http://[::1]:3000'],
      dataDir: path.join(root, '.data'),
      databaseUri: `file:${path.join(root, '.data', 'coco-chat.db')}`,
      redisUrl: null,
      firstAdmin: null,
      logLevel: 'info',
      rateLimitScale: 1,
      trustProxy: 0,
    });
  });

  test('makes a secret once, and keeps it for nobody else to read', () => {
    const first = readEnvironment({}, { root }).payloadSecret;
    expect(first).toHaveLength(64);
    expect(readEnvironment({}, { root }).payloadSecret).toBe(first);
    const file = path.join(root, '.data', 'secret');
    expect(readFileSync(file, 'utf8')).toBe(first);
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  test('names the folder it cannot write to', () => {
    expect(faultsOf({ DATA_DIR: '/dev/null/here' })).toEqual([
      expect.stringMatching(/^DATA_DIR: \/dev\/null\/here cannot be written to/),
    ]);
  });
});

test('names every wrong variable at once', () => {
  const faults = faultsOf({
    PORT: 'eighty',
    PUBLIC_URL: 'chat.example.org/path',
    ALLOWED_ORIGINS: 'https://a.example, ftp://b.example',
    DATABASE_URI: 'postgres://localhost',
    REDIS_URL: 'localhost:6379',
    ADMIN_EMAIL: 'admin@coco.kr',
    LOG_LEVEL: 'loud',
    RATE_LIMIT_SCALE: '0',
    TRUST_PROXY: '-1',
    PAYLOAD_SECRET: 'too-short-for-this',
  });
  expect(faults.map((fault) => fault.split(':')[0])).toEqual([
    'PORT',
    'PUBLIC_URL',
    'ALLOWED_ORIGINS',
    'DATABASE_URI',
    'REDIS_URL',
    'LOG_LEVEL',
    'RATE_LIMIT_SCALE',
    'TRUST_PROXY',
    'ADMIN_PASSWORD',
    'PAYLOAD_SECRET',
  ]);
});

describe('the address of Redis', () => {
  test.each([
    'redis://localhost',
    'rediss://:p%40ss@redis.example.org:6380/2',
    'redis://10.0.0.1:7000,10.0.0.2:7000,[fd00::3]:7000',
    'rediss://user:password@one.example.org,two.example.org/',
  ])('may be %s', (REDIS_URL) => {
    expect(readEnvironment({ REDIS_URL }, { root }).redisUrl).toBe(REDIS_URL);
  });

  test.each([
    ['localhost:6379', /^REDIS_URL: must begin with redis:\/\//],
    ['redis://', /^REDIS_URL: must begin with redis:\/\/ or rediss:\/\/, and name a host/],
    ['redis://one,two,', /^REDIS_URL: must name each host as host or host:port, by commas/],
    ['redis://one:port,two', /^REDIS_URL: must name each host/],
    ['redis://one,redis://two', /^REDIS_URL: /],
    ['redis://one,two/3', /^REDIS_URL: .* a cluster has one database/],
    ['redis://:100%@one,two', /^REDIS_URL: must have its password percent-encoded/],
  ])('may not be %s', (REDIS_URL, fault) => {
    expect(faultsOf({ REDIS_URL })).toEqual([expect.stringMatching(fault)]);
  });

  test('never shows its password', () => {
    expect(faultsOf({ REDIS_URL: 'redis://:swordfish@one,two/3' }).join()).not.toMatch(/swordfish/);
  });
});

describe('the secret', () => {
  test.each([
    ['production', { NODE_ENV: 'production' }],
    ['MongoDB', { DATABASE_URI: 'mongodb://localhost/coco' }],
  ])('must be given: %s', (_, source) => {
    expect(faultsOf(source)).toEqual([expect.stringMatching(/^PAYLOAD_SECRET: must be set/)]);
    expect(faultsOf({ ...source, PAYLOAD_SECRET: goodSecret })).toEqual([]);
  });

  test.each(['secret', 'change-me', 'please-change-me-to-something-long-enough', 'x'.repeat(64)])(
    'is refused when it is a default: %s',
    (PAYLOAD_SECRET) => {
      const faults = faultsOf({ NODE_ENV: 'production', PAYLOAD_SECRET });
      expect(faults).toEqual([expect.stringMatching(/^PAYLOAD_SECRET: /)]);
    },
  );

  test('is never printed', () => {
    const PAYLOAD_SECRET = 'hunter2-is-short';
    const faults = faultsOf({ PAYLOAD_SECRET, ADMIN_PASSWORD: 'swordfish' });
    expect(faults.join()).not.toMatch(/hunter2|swordfish/);
  });
});

test('takes relative files from the root, and empty variables as not set', () => {
  const environment = readEnvironment(
    {
      DATABASE_URI: 'file:./chat.db',
      PORT: '',
      NODE_ENV: 'production',
      PAYLOAD_SECRET: goodSecret,
    },
    { root },
  );
  expect(environment).toMatchObject({
    databaseUri: `file:${root}/chat.db`,
    port: 3000,
    host: '0.0.0.0',
    mode: 'production',
  });
});

test('allows the public address and the other origins, each once', () => {
  const { allowedOrigins } = readEnvironment(
    {
      PUBLIC_URL: 'https://chat.example.org/',
      ALLOWED_ORIGINS: 'https://site.example.org, https://chat.example.org',
    },
    { root },
  );
  expect(allowedOrigins).toEqual(['https://chat.example.org', 'https://site.example.org']);
});

test('the process wins over .env, and .env is not needed', () => {
  expect(withEnvFile({ PORT: '1' }, root)).toEqual({ PORT: '1' });
  writeFileSync(path.join(root, '.env'), 'PORT=2\nHOST="0.0.0.0" # everywhere\n');
  expect(withEnvFile({ PORT: '1' }, root)).toEqual({ PORT: '1', HOST: '0.0.0.0' });
});
