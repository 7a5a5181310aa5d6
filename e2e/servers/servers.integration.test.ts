import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createConnection } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { afterEach, describe, expect, test } from '@jest/globals';
import { build } from 'esbuild';
import { MongoClient } from 'mongodb';

import {
  describeNeeds,
  freePort,
  startMongo,
  startProcess,
  startRedis,
  startRedisCluster,
  waitFor,
  type RedisServer,
} from '@coco-chat/e2e/servers';

/** Whether a process runs; one that is dead and waits for its parent to notice does not. */
function isAlive(pid: number): boolean {
  try {
    if (process.platform !== 'linux') return process.kill(pid, 0);
    return !/^\d+ \(.*\) Z/.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return false;
  }
}

describe('startProcess', () => {
  const talks = { command: 'sh', args: ['-c', 'echo ready; exec sleep 60'], ready: /ready/ };

  test('resolves once the output says that it is ready, and stops', async () => {
    const child = await startProcess(talks);
    expect(child.output()).toBe('ready\n');
    await child.stop();
    expect(await child.exited).toEqual({ code: null, signal: 'SIGTERM' });
    expect(isAlive(child.pid)).toBe(false);
  });

  test('says what a process said that ended before it was ready', async () => {
    const early = {
      command: 'sh',
      args: ['-c', 'echo "no such thing" >&2; exit 3'],
      ready: /never/,
    };
    await expect(startProcess(early)).rejects.toThrow(/ended before it was ready:\nno such thing/);
  });

  test('ends one that never is ready', async () => {
    const silent = {
      ...talks,
      args: ['-c', 'echo $$; exec sleep 60'],
      ready: /never/,
      timeoutMs: 300,
    };
    const { message } = await startProcess(silent).then(
      () => new Error('it was ready'),
      (reason: unknown) => reason as Error,
    );
    expect(message).toMatch(/was not ready after 300 ms/);
    const pid = Number(/\n(\d+)/.exec(message)?.[1]);
    expect(isAlive(pid)).toBe(false);
  });

  test('rejects where there is no such program', async () => {
    await expect(startProcess({ command: '/no/such/program', ready: /x/ })).rejects.toThrow(
      'ENOENT',
    );
  });

  test('kills one that does not heed SIGTERM', async () => {
    const stubborn = {
      ...talks,
      args: ['-c', "trap '' TERM; echo ready; while :; do sleep 1; done"],
    };
    const child = await startProcess(stubborn);
    await child.stop('SIGTERM', 200);
    expect(await child.exited).toEqual({ code: null, signal: 'SIGKILL' });
  });

  test('ends what the process started', async () => {
    const parent = { ...talks, args: ['-c', 'sleep 60 & echo "child $! ready"; wait'] };
    const child = await startProcess(parent);
    const pid = Number(/child (\d+)/.exec(child.output())?.[1]);
    expect(isAlive(pid)).toBe(true);
    await child.kill();
    expect(isAlive(pid)).toBe(false);
  });

  test('ends it with this process, even when that is killed', async () => {
    const dir = await mkdtemp(path.join(tmpdir(), 'coco-chat-servers-'));
    const bundle = path.join(dir, 'process.mjs');
    await build({
      entryPoints: [path.join(import.meta.dirname, 'process.ts')],
      bundle: true,
      platform: 'node',
      format: 'esm',
      outfile: bundle,
    });
    const script = `
      import { startProcess } from ${JSON.stringify(bundle)};
      const options = { command: 'sh', args: ['-c', 'echo ready; exec sleep 60'], ready: /ready/ };
      const { pid } = await startProcess(options);
      console.log('started', pid);
    `;
    const tester = await startProcess({
      command: process.execPath,
      args: ['--input-type=module', '--eval', script],
      ready: /started \d+/,
    });
    const pid = Number(/started (\d+)/.exec(tester.output())?.[1]);
    expect(isAlive(pid)).toBe(true);

    await tester.kill();
    await waitFor(() => !isAlive(pid), { what: 'the process to be gone' });
    await rm(dir, { recursive: true });
  });
});

describeNeeds('redis-server', 'startRedis', () => {
  let redis: RedisServer | undefined;

  afterEach(async () => redis?.stop());

  async function say(port: number, command: string): Promise<string> {
    const socket = createConnection(port, '127.0.0.1');
    await once(socket, 'connect');
    socket.write(`${command}\r\n`);
    const [answer] = (await once(socket, 'data')) as [Buffer];
    socket.destroy();
    return answer.toString();
  }

  test('answers, dies, and comes back on the same port without its data', async () => {
    redis = await startRedis();
    expect(await say(redis.port, 'SET key value')).toBe('+OK\r\n');
    const { pid } = redis;

    await redis.kill();
    expect(isAlive(pid)).toBe(false);
    await expect(say(redis.port, 'PING')).rejects.toThrow('ECONNREFUSED');

    await redis.restart();
    expect(redis.pid).not.toBe(pid);
    expect(await say(redis.port, 'GET key')).toBe('$-1\r\n');
  });

  test('takes the port it is given', async () => {
    const port = await freePort();
    redis = await startRedis({ port });
    expect(redis.url).toBe(`redis://127.0.0.1:${port}`);
    expect(await say(port, 'PING')).toBe('+PONG\r\n');
  });
});

describeNeeds('redis-server', 'startRedisCluster', () => {
  test('starts masters that share the slots, gives one to another, and has replicas take over', async () => {
    const cluster = await startRedisCluster({ replicas: 1 });
    try {
      expect(cluster.url).toMatch(/^redis:\/\/(127\.0\.0\.1:\d+,?){4}$/);
      // Slot 12182 is the last master's.
      await expect(cluster.ask(0, 'SET', 'foo', '1')).rejects.toThrow(/^MOVED 12182 127\.0\.0\.1:/);
      await cluster.moveSlot(12_182, 2, 0);
      expect(await cluster.ask(0, 'SET', 'foo', '1')).toBe('OK');
      await expect(cluster.ask(2, 'SET', 'foo', '1')).rejects.toThrow('MOVED 12182');

      // A master does not wait for its replicas.
      await waitFor(async () => (await cluster.ask(3, 'DBSIZE')) === 1);
      await cluster.nodes[0]?.kill();
      await waitFor(async () => String(await cluster.ask(3, 'ROLE')).startsWith('master'));
      expect(await cluster.ask(3, 'GET', 'foo')).toBe('1');
    } finally {
      await cluster.stop();
    }
  });
});

describeNeeds('mongod', 'startMongo', () => {
  test('gives each test a database of its own that knows transactions, and drops it', async () => {
    const [one, other] = [await startMongo(), await startMongo()];
    const client = await MongoClient.connect(one.uri);
    try {
      const things = client.db().collection('things');
      await client.withSession((session) =>
        session.withTransaction(() => things.insertOne({ name: 'thing' }, { session })),
      );
      expect(await things.countDocuments()).toBe(1);
      expect(other.uri).not.toBe(one.uri);

      await one.stop();
      expect(await things.countDocuments()).toBe(0);
    } finally {
      await client.close();
      await other.stop();
    }
  });
});
