import type { FieldHook, Payload } from 'payload';

import { onlineCountOf } from './online-count';

type CountedSource = 'members' | 'messagesToday' | 'matchesToday';
type LiveSource = CountedSource | 'online';

const freshFor = 2_000; // 2 seconds, so that a busy landing page does not count rows on each visit

const counted = new WeakMap<Payload, Map<LiveSource, { at: number; value: Promise<number> }>>();

/** Midnight in Seoul, where the site's day begins. Korea keeps no summer time. */
export function startOfToday(now: Date): Date {
  const offset = 9 * 60 * 60 * 1000; // UTC+9
  const day = 24 * 60 * 60 * 1000;
  return new Date(Math.floor((now.getTime() + offset) / day) * day - offset);
}

async function count(payload: Payload, source: CountedSource): Promise<number> {
  const today = { greater_than_equal: startOfToday(new Date()).toISOString() };
  // Counted for everybody alike: a figure, never a document.
  const overrideAccess = true;
  const { totalDocs } =
    source === 'members'
      ? await payload.count({ collection: 'users', overrideAccess })
      : source === 'messagesToday'
        ? await payload.count({
            collection: 'chat-messages',
            where: { createdAt: today },
            overrideAccess,
          })
        : await payload.count({
            collection: 'random-sessions',
            where: { startedAt: today },
            overrideAccess,
          });
  return totalDocs;
}

const isLive = (source: unknown): source is LiveSource =>
  source === 'online' ||
  source === 'members' ||
  source === 'messagesToday' ||
  source === 'matchesToday';

/** Gives a live stat its figure of now, at most 2 seconds old, in place of the stored value. */
export const liveValue: FieldHook = ({ req, siblingData, value }) => {
  const source: unknown = siblingData.source;
  if (!isLive(source)) return value as unknown;
  const { payload } = req;
  const figures =
    counted.get(payload) ?? new Map<LiveSource, { at: number; value: Promise<number> }>();
  counted.set(payload, figures);
  const known = figures.get(source);
  if (known && Date.now() - known.at < freshFor) return known.value;
  const fresh = source === 'online' ? onlineCountOf(payload) : count(payload, source);
  figures.set(source, { at: Date.now(), value: fresh });
  fresh.catch(() => figures.delete(source));
  return fresh;
};
