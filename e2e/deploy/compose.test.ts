import { readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';

import { beforeAll, describe, expect, test } from '@jest/globals';

import { readEnvironment } from '@coco-chat/chat-server';
import { repositoryRoot } from '../topology/repository-root';
import {
  parseComposeFile,
  readComposeFile,
  referencesIn,
  type ComposeFile,
  type Service,
} from './compose-file';

const inRepository = (name: string): Promise<string> =>
  readFile(path.join(repositoryRoot, name), 'utf8');

const secrets = {
  PAYLOAD_SECRET: '0f8c5a1be27d49630f8c5a1be27d49630f8c5a1be27d4963',
  MONGO_ROOT_PASSWORD: 'e1d2c3b4a5968778',
  MONGO_PASSWORD: 'a1b2c3d4e5f60718',
  REDIS_PASSWORD: '91a2b3c4d5e6f708',
};
const variables = { PUBLIC_URL: 'https://chat.example.org', ...secrets };

/** Run once each time and then end; nothing to watch, nothing to stop. */
const jobs = ['mongo-init'];

describe('docker-compose.yml', () => {
  let text: string;
  let compose: ComposeFile;
  const service = (name: string): Service => compose.services[name] as Service;
  const services = (): [string, Service][] => Object.entries(compose.services);
  const lastingServices = () => services().filter(([name]) => !jobs.includes(name));

  beforeAll(async () => {
    text = await readComposeFile();
    compose = parseComposeFile(text, variables);
  });

  test.each(['PUBLIC_URL', ...Object.keys(secrets)])('without %s nothing starts', (name) => {
    expect(() => parseComposeFile(text, { ...variables, [name]: '' })).toThrow(name);
  });

  test('every variable is in .env.example; a secret there is empty', async () => {
    const example = await inRepository('.env.example');
    const lines = [...example.matchAll(/^#?([A-Z][A-Z0-9_]*)=(.*)$/gm)];
    const offered = new Map(lines.map(([line, name = '', value]) => [name, { line, value }]));
    const asked = referencesIn(text);
    expect(new Set(offered.keys())).toEqual(new Set(asked.map(({ name }) => name)));
    for (const { name, isRequired } of asked) {
      // What is required is there to be filled in, the rest to be uncommented.
      expect(offered.get(name)?.line.startsWith('#')).toBe(!isRequired);
    }
    for (const name of Object.keys(secrets)) expect(offered.get(name)?.value).toBe('');
  });

  test('only nginx can be reached from outside', () => {
    const published = services().filter(([, { ports }]) => ports !== undefined);
    expect(published.map(([name]) => name)).toEqual(['nginx']);
    expect(service('nginx').ports).toEqual(['80:80', '443:443']);
  });

  test('databases are in a network without a way out, nginx is not in it', () => {
    expect(compose.networks.back).toEqual({ internal: true });
    expect(service('mongo').networks).toEqual(['back']);
    expect(service('redis').networks).toEqual(['back']);
    expect(service('nginx').networks).toEqual(['front']);
  });

  test('every service has a memory limit and comes back after a crash', () => {
    for (const [name, { deploy, restart }] of services()) {
      expect([name, deploy?.resources?.limits?.memory]).toEqual([name, expect.any(String)]);
      expect([name, restart]).toEqual([
        name,
        jobs.includes(name) ? 'on-failure' : 'unless-stopped',
      ]);
    }
  });

  test('every service says whether it is well', () => {
    for (const [name, { healthcheck }] of lastingServices()) {
      expect([name, healthcheck?.test.length]).toEqual([name, expect.any(Number)]);
    }
  });

  test('services wait for those they need', () => {
    for (const [, { depends_on: needs = {} }] of services()) {
      for (const [name, { condition }] of Object.entries(needs)) {
        expect(condition).toBe(
          jobs.includes(name) ? 'service_completed_successfully' : 'service_healthy',
        );
      }
    }
    expect(Object.keys(service('nginx').depends_on ?? {})).toEqual(['cms', 'chat-server']);
  });

  test('there are two chat-servers', () => {
    expect(service('chat-server').deploy?.replicas).toBe(2);
  });

  test('no image is whatever was newest', () => {
    for (const [name, { image = '', build }] of services()) {
      const isOurs = build !== undefined || image === service('chat-server').image;
      if (!isOurs) expect([name, image]).toEqual([name, expect.stringMatching(/:v?\d+\.\d+/)]);
    }
  });

  test('every volume is declared, and every mounted file is there and may be run', async () => {
    for (const [, { volumes = [], entrypoint = [] }] of services()) {
      for (const volume of volumes) {
        const [source = '', target = ''] = volume.split(':');
        if (!source.startsWith('./')) {
          expect(Object.keys(compose.volumes)).toContain(source);
          continue;
        }
        const found = await stat(path.join(repositoryRoot, source));
        const script = found.isDirectory() ? 'start.sh' : '';
        expect(entrypoint).toEqual([path.join(target, script).replace(/\/$/, '')]);
        const { mode } = await stat(path.join(repositoryRoot, source, script));
        expect(mode & 0o111).toBe(0o111);
      }
    }
  });

  test('the servers understand their environment', () => {
    const root = '/app';
    const cms = readEnvironment(
      parseComposeFile(text, {
        ...variables,
        ADMIN_EMAIL: 'admin@example.org',
        ADMIN_PASSWORD: 'a long passphrase',
        ALLOWED_ORIGINS: 'https://example.org',
        RATE_LIMIT_SCALE: '2',
      }).services.cms?.environment ?? {},
      { root },
    );
    expect(cms).toMatchObject({
      mode: 'production',
      port: 3000,
      host: '0.0.0.0',
      publicUrl: variables.PUBLIC_URL,
      allowedOrigins: [variables.PUBLIC_URL, 'https://example.org'],
      databaseUri: `mongodb://coco-chat:${secrets.MONGO_PASSWORD}@mongo:27017/coco-chat?replicaSet=rs0`,
      redisUrl: `redis://:${secrets.REDIS_PASSWORD}@redis:6379`,
      payloadSecret: secrets.PAYLOAD_SECRET,
      firstAdmin: { email: 'admin@example.org', password: 'a long passphrase' },
      rateLimitScale: 2,
      trustProxy: 1,
      embedded: false,
    });
    const chat = readEnvironment(service('chat-server').environment ?? {}, { root });
    expect(chat).toMatchObject({ port: 3001, databaseUri: cms.databaseUri, firstAdmin: null });
  });
});

describe('deploy/Dockerfile', () => {
  let dockerfile: string;
  const stages = () => [...dockerfile.matchAll(/^FROM \S+ AS (\S+)$/gm)].map(([, name]) => name);

  beforeAll(async () => {
    dockerfile = await inRepository('deploy/Dockerfile');
  });

  test('has every target that docker-compose.yml builds', async () => {
    const { services } = parseComposeFile(await readComposeFile(), variables);
    for (const { build } of Object.values(services)) {
      if (build === undefined) continue;
      expect(build.dockerfile).toBe('deploy/Dockerfile');
      expect(stages()).toContain(build.target);
    }
  });

  test('pins its base images', () => {
    const bases = [...dockerfile.matchAll(/^ARG \w+_IMAGE=(\S+)$/gm)].map(([, image]) => image);
    expect(bases).toHaveLength(2);
    for (const image of bases) expect(image).toMatch(/:\d+\.\d+\.\d+-/);
  });

  test('copies only what is there', async () => {
    const copied = [...dockerfile.matchAll(/^COPY (?!--from)(?:--\S+ )?(.+) \S+$/gm)]
      .flatMap(([, sources = '']) => sources.split(' '))
      .filter((source) => !source.includes('*'));
    expect(copied).toContain('package-lock.json');
    await Promise.all(copied.map((source) => stat(path.join(repositoryRoot, source))));
  });

  test('the servers do not run as root', () => {
    const server = dockerfile.slice(dockerfile.indexOf(' AS server\n'));
    expect(server.slice(0, server.indexOf('\nFROM '))).toMatch(/^USER node$/m);
  });

  test('every variable of the nginx templates has a value', async () => {
    const nginx = dockerfile.slice(dockerfile.indexOf('FROM ${NGINX_IMAGE}'));
    const set = [...nginx.matchAll(/\b(NGINX_\w+)=/g)].map(([, name]) => name);
    const { services } = parseComposeFile(await readComposeFile(), variables);
    const given = new Set([...set, ...Object.keys(services.nginx?.environment ?? {})]);

    const folder = path.join('deploy', 'nginx', 'templates');
    for (const name of await readdir(path.join(repositoryRoot, folder))) {
      const template = await inRepository(path.join(folder, name));
      for (const [, variable] of template.matchAll(/\$\{(\w+)\}/g)) {
        expect(given).toContain(variable);
      }
    }
  });
});
