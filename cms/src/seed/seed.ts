import type { PageSection } from '@coco-chat/collections';
import type { Payload } from 'payload';

import { inLanguage, withRowIds, type InBothLanguages } from './languages';
import { rooms } from './rooms';
import type { SeededSection } from './section';
import { faq } from './sections/faq';
import { features } from './sections/features';
import { forEditors } from './sections/for-editors';
import { hero } from './sections/hero';
import { howItWorks } from './sections/how-it-works';
import { insights } from './sections/insights';
import { join } from './sections/join';
import { lobby } from './sections/lobby';
import { stats, type SeededStat } from './stats';

/** Under this key Payload's key-value store remembers that the first content was written. */
const mark = 'coco-chat:seeded';

// The server itself writes the first content, before there is any account that could be allowed to.
const overrideAccess = true;

// Tells a document that has its English already from one whose seeding was interrupted before.
const inEnglishOnly = { locale: 'en', fallbackLocale: false, depth: 0, overrideAccess } as const;

type Content = PageSection['content'];

/**
 * Writes the first content of a new site, once in its life: what an editor deletes stays deleted.
 * When it was interrupted, the next start adds what is missing.
 *
 * @returns whether there was anything to write
 */
export async function seed(payload: Payload): Promise<boolean> {
  if (await payload.kv.has(mark)) return false;
  const [lobbyId = ''] = await seedRooms(payload);
  const statIds = await seedStats(payload);
  const sections = [
    hero,
    features,
    insights(statIds),
    howItWorks,
    lobby(lobbyId),
    forEditors,
    faq,
    join,
  ];
  // In this order, one after the other: it is the order on the page.
  for (const section of sections) await seedSection(payload, section);
  await payload.kv.set(mark, { at: new Date().toISOString() });
  return true;
}

async function seedRooms(payload: Payload): Promise<string[]> {
  const ids: string[] = [];
  for (const room of rooms) {
    const { docs } = await payload.find({
      collection: 'chat-rooms',
      where: { slug: { equals: room.slug } },
      limit: 1,
      overrideAccess,
    });
    const { id } =
      docs[0] ??
      (await payload.create({
        collection: 'chat-rooms',
        data: { ...room, kind: 'public', isArchived: false },
        overrideAccess,
      }));
    ids.push(id);
  }
  return ids;
}

async function seedStats(payload: Payload): Promise<string[]> {
  const ids: string[] = [];
  for (const stat of stats) ids.push(await seedStat(payload, stat));
  return ids;
}

async function seedStat(payload: Payload, stat: InBothLanguages<SeededStat>): Promise<string> {
  const collection = 'site-stats';
  const inKorean = inLanguage<SeededStat>(stat, 'ko');
  const { docs } = await payload.find({
    collection,
    where: { key: { equals: inKorean.key } },
    ...inEnglishOnly,
  });
  const stored =
    docs[0] ?? (await payload.create({ collection, locale: 'ko', data: inKorean, overrideAccess }));
  if (!docs[0]?.label) {
    const data = inLanguage<SeededStat>(stat, 'en');
    await payload.update({ collection, id: stored.id, locale: 'en', data, overrideAccess });
  }
  return stored.id;
}

async function seedSection(payload: Payload, section: SeededSection): Promise<void> {
  const collection = 'page-sections';
  const { key, title } = section;
  const { docs } = await payload.find({
    collection,
    where: { key: { equals: key } },
    ...inEnglishOnly,
  });
  const inKorean = inLanguage<Content>(section.content, 'ko');
  const stored =
    docs[0] ??
    (await payload.create({
      collection,
      locale: 'ko',
      data: { key, title: title.ko, content: inKorean, _status: 'published' },
      depth: 0,
      overrideAccess,
    }));
  if (docs[0]?.title) return;
  const inEnglish = withRowIds(inLanguage<Content>(section.content, 'en'), stored.content);
  await payload.update({
    collection,
    id: stored.id,
    locale: 'en',
    data: { title: title.en, content: inEnglish as Content, _status: 'published' },
    overrideAccess,
  });
}
