import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { createConfig, migrateDatabase } from '@coco-chat/collections';
import { startMongo } from '@coco-chat/e2e/servers';
import { afterEach, describe, expect, test } from '@jest/globals';
import { getPayload, type Payload } from 'payload';

import { configOptions } from '../config-options';
import { seed } from './seed';

const stops: (() => Promise<unknown>)[] = [];

afterEach(async () => {
  for (const stop of stops.splice(0).reverse()) await stop();
});

async function open(kind: 'sqlite' | 'mongodb'): Promise<Payload> {
  const folder = await mkdtemp(path.join(tmpdir(), 'coco-chat-seed-'));
  stops.push(() => rm(folder, { recursive: true }));
  const mongo = kind === 'mongodb' ? await startMongo() : undefined;
  if (mongo) stops.push(() => mongo.stop());
  const config = await createConfig({
    ...configOptions({ DATA_DIR: folder, ...(mongo ? { DATABASE_URI: mongo.uri } : {}) }),
    secret: 'a secret for tests, of more than 32 characters',
    logger: { options: { level: 'silent' } },
  });
  const payload = await getPayload({ config, key: folder });
  stops.push(() => payload.destroy());
  await migrateDatabase(payload);
  return payload;
}

type Locale = 'ko' | 'en';

const sectionsIn = async (payload: Payload, locale: Locale) =>
  (
    await payload.find({
      collection: 'page-sections',
      locale,
      fallbackLocale: false,
      sort: '_order',
      depth: 0,
    })
  ).docs;

const order = [
  'hero',
  'features',
  'insights',
  'how-it-works',
  'lobby',
  'for-editors',
  'faq',
  'join',
];

/** Every text in a document, whatever it is called. */
const texts = (value: unknown): string[] =>
  typeof value === 'string'
    ? [value]
    : typeof value === 'object' && value !== null
      ? Object.values(value).flatMap(texts)
      : [];

describe.each(['sqlite', 'mongodb'] as const)('on %s', (kind) => {
  test('a new site has its content, published in both languages', async () => {
    const payload = await open(kind);
    await seed(payload);

    const korean = await sectionsIn(payload, 'ko');
    const english = await sectionsIn(payload, 'en');
    expect(korean.map(({ key }) => key)).toEqual(order);
    expect(english.map(({ key }) => key)).toEqual(order);
    for (const section of [...korean, ...english]) expect(section._status).toBe('published');
    for (const [index, section] of english.entries()) {
      expect(texts(section).filter((text) => /[가-힣]/.test(text))).toEqual([]);
      expect(texts(korean[index]).some((text) => /[가-힣]/.test(text))).toBe(true);
      // Both languages are of the same rows.
      expect(section.content.map(({ id }) => id)).toEqual(
        korean[index]?.content.map(({ id }) => id),
      );
    }

    const rooms = await payload.find({ collection: 'chat-rooms', sort: 'createdAt' });
    expect(rooms.docs.map(({ slug, identityMode }) => [slug, identityMode])).toEqual([
      ['lobby', 'real'],
      ['anonymous', 'anonymous'],
      ['help', 'real'],
    ]);
    const stats = await payload.find({ collection: 'site-stats', locale: 'en', sort: '_order' });
    expect(stats.docs.map(({ label }) => label)).toContain('Members');
    expect(stats.docs.length).toBe(4);
  });

  test('what an editor deleted or changed stays so', async () => {
    const payload = await open(kind);
    await seed(payload);
    const [hero, features] = await sectionsIn(payload, 'ko');
    await payload.delete({ collection: 'page-sections', id: hero?.id ?? '' });
    await payload.update({
      collection: 'page-sections',
      id: features?.id ?? '',
      locale: 'ko',
      data: { title: '고쳤습니다' },
    });

    await seed(payload);

    const sections = await sectionsIn(payload, 'ko');
    expect(sections.map(({ key }) => key)).toEqual(order.slice(1));
    expect(sections[0]?.title).toBe('고쳤습니다');
  });

  test('when it was interrupted, the next start adds what is missing and nothing twice', async () => {
    const payload = await open(kind);
    const update = payload.update.bind(payload);
    let calls = 0;
    // The process ends while the English of the second section is about to be written.
    payload.update = (async (options: Parameters<typeof update>[0]) => {
      if (options.collection === 'page-sections' && (calls += 1) === 2) throw new Error('killed');
      return update(options);
    }) as Payload['update'];
    await expect(seed(payload)).rejects.toThrow('killed');
    payload.update = update;

    await seed(payload);

    expect((await sectionsIn(payload, 'en')).map(({ title }) => title)).not.toContain(undefined);
    expect((await sectionsIn(payload, 'ko')).map(({ key }) => key)).toEqual(order);
    expect((await payload.count({ collection: 'chat-rooms' })).totalDocs).toBe(3);
    expect((await payload.count({ collection: 'site-stats' })).totalDocs).toBe(4);
  });
});
