import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Payload } from 'payload';

import { attachEventBus, type BusEvent } from '../events';
import { createDocuments, type Documents } from '../testing/documents';
import { createPerson } from '../testing/people';
import { startPayload, type TestPayload } from '../testing/start-payload';

let server: TestPayload;
let payload: Payload;
let documents: Documents;
let announced: BusEvent[];

beforeAll(async () => {
  server = await startPayload('sqlite');
  ({ payload } = server);
  announced = [];
  attachEventBus(payload, {
    publish: (_, event) => {
      announced.push(event);
      return Promise.resolve();
    },
    subscribe: () => Promise.resolve(() => Promise.resolve()),
    close: () => Promise.resolve(),
  });
  documents = createDocuments(payload, await createPerson(payload, 'admin'));
  announced.length = 0;
});
afterAll(async () => {
  await server.stop();
});

test('publishing, changing and taking back a section is announced; a draft is not', async () => {
  const collection = 'page-sections';
  const id = await documents.create(collection, { _status: 'draft', key: 'news' });
  await payload.update({ collection, id, data: { title: 'Draft' }, draft: true });
  expect(announced).toEqual([]);

  await payload.update({ collection, id, data: { _status: 'published' } });
  await payload.update({ collection, id, data: { _status: 'draft' } });
  expect(announced).toHaveLength(2);
  await payload.update({ collection, id, data: { _status: 'published' } });
  await payload.delete({ collection, id });
  expect(announced).toHaveLength(4);
  expect(announced[0]).toEqual({
    type: 'content.published',
    collection,
    key: 'news',
    at: expect.any(String),
  });
});

test('a stat has no drafts: each change is announced', async () => {
  announced.length = 0;
  const id = await documents.create('site-stats', { key: 'rooms' });
  await payload.update({ collection: 'site-stats', id, data: { value: 8 } });
  expect(announced.map((event) => 'key' in event && event.key)).toEqual(['rooms', 'rooms']);
});
