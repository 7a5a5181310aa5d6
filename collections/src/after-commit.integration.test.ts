import { describeNeeds } from '@coco-chat/e2e/servers';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { commitTransaction, initTransaction, killTransaction, type PayloadRequest } from 'payload';

import { afterCommit } from './after-commit';
import type { DatabaseKind } from './database';
import { attachEventBus } from './events';
import { createDocuments } from './testing/documents';
import { createPerson } from './testing/people';
import { startPayload, type TestPayload } from './testing/start-payload';

function suite(kind: DatabaseKind): void {
  let server: TestPayload;

  beforeAll(async () => {
    server = await startPayload(kind);
  });
  afterAll(() => server.stop());

  const request = (): PayloadRequest =>
    ({ payload: server.payload, context: {} }) as unknown as PayloadRequest;

  test('an announcement can be acted on: what it is about can be read', async () => {
    const { payload } = server;
    const documents = createDocuments(payload, await createPerson(payload, 'admin'));
    const id = await documents.create('site-stats', { key: 'rooms', value: 1 });
    const seen: (number | null | undefined)[] = [];
    attachEventBus(payload, {
      publish: async () => {
        const stat = await payload.findByID({ collection: 'site-stats', id });
        seen.push(stat.value);
      },
      subscribe: () => Promise.resolve(() => Promise.resolve()),
      close: () => Promise.resolve(),
    });
    await payload.update({ collection: 'site-stats', id, data: { value: 2 } });
    expect(seen).toEqual([2]);
  });

  test('everything is done, in order, and what fails does not undo the change', async () => {
    const req = request();
    const done: string[] = [];
    await initTransaction(req);
    await afterCommit(req, async () => void done.push('one'));
    await afterCommit(req, () => Promise.reject(new Error('No')));
    await afterCommit(req, async () => void done.push('two'));
    await commitTransaction(req);
    expect(done).toEqual(['one', 'two']);
  });

  if (kind === 'mongodb') {
    test('it waits for the commit, and is not done after a rollback', async () => {
      const done: string[] = [];
      const [kept, undone] = [request(), request()];
      await initTransaction(kept);
      await initTransaction(undone);
      await afterCommit(kept, async () => void done.push('kept'));
      await afterCommit(undone, async () => void done.push('undone'));
      expect(done).toEqual([]);
      await killTransaction(undone);
      await commitTransaction(kept);
      expect(done).toEqual(['kept']);
    });
  }
}

describe('after a commit on SQLite', () => {
  suite('sqlite');
});
describeNeeds('mongod', 'after a commit on MongoDB', () => {
  suite('mongodb');
});
