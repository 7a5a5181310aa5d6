import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { createLocalReq, getPayload, type Payload } from 'payload';

import { createConfig } from './config';
import { migrateDatabase, NewerDatabaseError } from './migrate';
import { migrations } from './migrations';

let directory: string;
let payload: Payload;

interface Client {
  execute(sql: string): Promise<{ rows: readonly Record<string, unknown>[] }>;
  close(): void;
}
const client = (): Client => (payload.db as unknown as { client: Client }).client;

beforeEach(async () => {
  directory = await mkdtemp(path.join(tmpdir(), 'coco-chat-migrate-'));
  payload = await getPayload({
    key: directory,
    config: createConfig({
      databaseUri: `file:${path.join(directory, 'chat.db')}`,
      secret: 'a secret for tests, of more than 32 characters',
      uploadsDirectory: directory,
      logger: { options: { level: 'silent' } },
    }),
  });
});

afterEach(async () => {
  await payload.destroy();
  client().close();
  await rm(directory, { recursive: true });
});

test('an empty file gets every migration, once', async () => {
  const names = migrations.map(({ name }) => name);
  expect(await migrateDatabase(payload)).toEqual(names);
  expect(await migrateDatabase(payload)).toEqual([]);
  expect((await payload.count({ collection: 'users' })).totalDocs).toBe(0);
});

test('a file of a newer version is refused, and left as it is', async () => {
  await migrateDatabase(payload);
  await client().execute(
    "INSERT INTO payload_migrations (id, name, batch) VALUES ('newer', '29990101_000000_from_the_future', 9)",
  );
  await expect(migrateDatabase(payload)).rejects.toThrow(NewerDatabaseError);
  await expect(migrateDatabase(payload)).rejects.toThrow('29990101_000000_from_the_future');
});

const tables = async (): Promise<string[]> =>
  (await client().execute("SELECT name FROM sqlite_master WHERE type = 'table'")).rows.map(
    ({ name }) => String(name),
  );

/** How the tables of these names are made. */
const schemaOf = async (...names: string[]): Promise<string[]> => {
  const { rows } = await client().execute(
    `SELECT sql FROM sqlite_master WHERE sql IS NOT NULL
      AND (${names.map((name) => `name LIKE '${name}'`).join(' OR ')}) ORDER BY name`,
  );
  return rows.map(({ sql }) => String(sql));
};

const addsTable = (name: string) => ({
  name: `29990101_000000_${name}`,
  up: async () => {
    await client().execute(`CREATE TABLE ${name} (id text)`);
  },
});

test('an older file is migrated, and stays beside the new one as it was', async () => {
  await migrateDatabase(payload);
  const copy = path.join(directory, 'chat.db.before-migration');
  await expect(stat(copy)).rejects.toThrow(/ENOENT/); // a new file holds nothing to keep
  const step = addsTable('novelties');
  expect(await migrateDatabase(payload, [...migrations, step])).toEqual([step.name]);
  expect(await tables()).toContain('novelties');
  expect((await stat(copy)).size).toBeGreaterThan(0);
});

test('the index of blocks takes the place of that of messages, and can be taken back', async () => {
  const added = migrations.findIndex(({ name }) => name.endsWith('_search_blocks'));
  const step = migrations[added];
  if (!step) throw new Error('No such migration');
  await migrateDatabase(payload, migrations.slice(0, added));
  const before = await schemaOf('chat_search_%', 'chat_message_terms%');
  expect(before.join()).toContain('indexed_from');
  await migrateDatabase(payload);
  const after = await schemaOf('chat_search_%', 'chat_message_terms%');
  expect(after.join()).toContain('chat_search_entries');
  expect(after.join()).not.toMatch(/chat_message_terms|indexed_from/);
  const req = await createLocalReq({}, payload);
  type Database = Parameters<typeof step.down>[0]['db'];
  const { drizzle: db } = payload.db as unknown as { drizzle: Database };
  await step.down({ db, payload, req });
  expect(await schemaOf('chat_search_%', 'chat_message_terms%')).toEqual(before);
  await step.up({ db, payload, req });
  expect(await schemaOf('chat_search_%', 'chat_message_terms%')).toEqual(after);
});

test('a migration that fails half way changes nothing', async () => {
  await migrateDatabase(payload);
  const before = await tables();
  const fails = {
    name: '29990102_000000_fails',
    up: () => Promise.reject(new Error('The disk is full.')),
  };
  await expect(
    migrateDatabase(payload, [...migrations, addsTable('novelties'), fails]),
  ).rejects.toThrow('The disk is full.');
  expect(await tables()).toEqual(before);
  expect(await migrateDatabase(payload)).toEqual([]);
});
