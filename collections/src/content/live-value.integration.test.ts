import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Payload } from 'payload';

import { createDocuments } from '../testing/documents';
import { createPerson } from '../testing/people';
import { startPayload, type TestPayload } from '../testing/start-payload';
import { startOfToday } from './live-value';
import { attachOnlineCount } from './online-count';

let server: TestPayload;
let payload: Payload;

beforeAll(async () => {
  server = await startPayload('sqlite');
  ({ payload } = server);
});
afterAll(async () => {
  await server.stop();
});

test('a day begins at midnight in Seoul', () => {
  expect(startOfToday(new Date('2026-03-01T14:59:59Z')).toISOString()).toBe(
    '2026-02-28T15:00:00.000Z',
  );
  expect(startOfToday(new Date('2026-03-01T15:00:00Z')).toISOString()).toBe(
    '2026-03-01T15:00:00.000Z',
  );
});

test('a live stat shows what is counted now, a manual one what was entered', async () => {
  const owner = await createPerson(payload, 'admin');
  const documents = createDocuments(payload, owner);
  await documents.create('chat-messages');
  await documents.create('chat-messages', { createdAt: '2020-01-01T00:00:00.000Z' });
  const figures: Record<string, number> = {};
  const sources = ['manual', 'members', 'messagesToday', 'matchesToday', 'online'] as const;
  attachOnlineCount(payload, () => Promise.resolve(7));
  for (const source of sources) {
    const id = await documents.create('site-stats', { source, value: 42 });
    figures[source] = (await payload.findByID({ collection: 'site-stats', id })).value;
  }
  expect(figures).toEqual({ manual: 42, members: 1, messagesToday: 1, matchesToday: 0, online: 7 });
});
