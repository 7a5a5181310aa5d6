import { execFile } from 'node:child_process';
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';

import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { MongoClient } from 'mongodb';

import {
  describeNeeds,
  freePort,
  mongodBinary,
  redisBinary,
  startProcess,
  type RunningProcess,
} from '../servers';
import { repositoryRoot } from '../topology/repository-root';

const run = promisify(execFile);
const deploy = path.join(repositoryRoot, 'deploy');

describeNeeds('mongod', 'deploy/mongo/initiate.mjs', () => {
  const rootPassword = 'root-e1d2c3b4';
  let dir: string;
  let port: number;
  let mongod: RunningProcess;

  const start = (...more: string[]): Promise<RunningProcess> =>
    startProcess({
      command: mongodBinary(),
      args: ['--dbpath', dir, '--port', String(port), '--bind_ip', '127.0.0.1', ...more],
      ready: /Waiting for connections/,
    });

  const initiate = (password: string) =>
    run(process.execPath, [path.join(deploy, 'mongo', 'initiate.mjs')], {
      env: {
        ...process.env,
        MONGO_HOST: `127.0.0.1:${port}`,
        MONGO_ROOT_PASSWORD: rootPassword,
        MONGO_DATABASE: 'coco-chat',
        MONGO_USER: 'coco-chat',
        MONGO_PASSWORD: password,
      },
    });

  /** Logs in as the servers do. */
  async function asServer<T>(password: string, work: (client: MongoClient) => Promise<T>) {
    const uri = `mongodb://coco-chat:${password}@127.0.0.1:${port}/coco-chat?replicaSet=rs0`;
    const client = new MongoClient(uri, { serverSelectionTimeoutMS: 5_000 });
    try {
      return await work(client);
    } finally {
      await client.close();
    }
  }

  beforeAll(async () => {
    dir = await mkdtemp(path.join(tmpdir(), 'coco-chat-mongo-'));
    port = await freePort();
    const key = path.join(dir, 'replica-set.key');
    await writeFile(key, 'a2V5IG9mIGEgdGVzdA==');
    await chmod(key, 0o400);

    // As the mongo image does with a new folder: the administrator first, then with access control.
    const preparing = await start();
    const client = await MongoClient.connect(`mongodb://127.0.0.1:${port}/?directConnection=true`);
    const roles = [{ role: 'root', db: 'admin' }];
    await client.db('admin').command({ createUser: 'root', pwd: rootPassword, roles });
    await client.close();
    await preparing.stop();
    mongod = await start('--replSet', 'rs0', '--keyFile', key);
  });

  afterAll(async () => {
    await mongod.stop();
    await rm(dir, { recursive: true, force: true });
  });

  test('makes a replica set, and a user that may use transactions in one database', async () => {
    expect((await initiate('first-a1b2c3d4')).stdout).toContain('mongo: ready');
    await asServer('first-a1b2c3d4', async (client) => {
      await client.withSession((session) =>
        session.withTransaction(() =>
          client.db().collection('rooms').insertOne({ slug: 'lounge' }, { session }),
        ),
      );
      expect(await client.db().collection('rooms').countDocuments()).toBe(1);
      await expect(client.db('admin').collection('x').findOne()).rejects.toThrow('not authorized');
    });
  });

  test('run again it keeps everything, and takes over a new password', async () => {
    await initiate('second-d4c3b2a1');
    await asServer('second-d4c3b2a1', async (client) => {
      expect(await client.db().collection('rooms').countDocuments()).toBe(1);
    });
    await expect(
      asServer('first-a1b2c3d4', (client) => client.db().collection('rooms').findOne()),
    ).rejects.toThrow('Authentication failed');
  });

  test('a missing variable is named', async () => {
    await expect(initiate('')).rejects.toThrow('MONGO_PASSWORD is not set.');
  });
});

describeNeeds('redis-server', 'deploy/redis/start.sh', () => {
  const password = '91a2b3c4d5e6f708';
  let dir: string;
  let port: number;
  let redis: RunningProcess;

  /** Sends commands the way telnet would, and returns all answers. */
  async function ask(...commands: string[]): Promise<string> {
    const socket = connect(port, '127.0.0.1').setEncoding('utf8');
    socket.write([...commands, 'QUIT', ''].join('\r\n'));
    return (await socket.toArray()).join('');
  }

  beforeAll(async () => {
    dir = await mkdtemp(path.join(tmpdir(), 'coco-chat-redis-'));
    port = await freePort();
    // The image's entry point, as far as it matters: it runs redis-server, in the folder of the data.
    const bin = path.join(dir, 'bin');
    await mkdir(bin);
    const entrypoint = path.join(bin, 'docker-entrypoint.sh');
    const args = `"$2" --port ${port} --bind 127.0.0.1 "$3"`;
    await writeFile(entrypoint, `#!/bin/sh\nexec ${redisBinary()} ${args}\n`);
    await chmod(entrypoint, 0o755);

    redis = await startProcess({
      command: path.join(deploy, 'redis', 'start.sh'),
      cwd: dir,
      env: { REDIS_PASSWORD: password, PATH: `${bin}:${process.env.PATH}` },
      ready: /Ready to accept connections/,
    });
  });

  afterAll(async () => {
    await redis.stop();
    await rm(dir, { recursive: true, force: true });
  });

  test('lets in those who know the password, and nobody else', async () => {
    expect(await ask(`AUTH ${password}`, 'PING')).toContain('+PONG');
    expect(await ask('PING')).toContain('-NOAUTH');
  });

  test('has taken its settings', async () => {
    const settings = await ask(`AUTH ${password}`, 'CONFIG GET maxmemory* appendonly');
    expect(settings).toContain('noeviction');
    expect(settings).toMatch(/appendonly\s+\$3\s+yes/);
  });

  test('shows the password to no process list', async () => {
    const { stdout } = await run('ps', ['-o', 'args=', '-p', String(redis.pid)]);
    expect(stdout).toContain('redis-server');
    expect(stdout).not.toContain(password);
  });
});
