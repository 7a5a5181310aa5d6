import { APIError, headersWithCors, type Endpoint, type Payload } from 'payload';

import { isModerator } from '../access/is-moderator';
import { startOfToday } from '../content/live-value';
import type { RandomSession } from '../payload-types';
import { randomDeskOf } from './random-desk';

/** How the random match is doing. */
export interface RandomFigures {
  /** How many people wait for a partner; null where nobody can say, as without a chat. */
  waiting: number | null;
  /** How many conversations go on now. */
  active: number;
  /** How many began today, in Seoul. */
  matchedToday: number;
  /** How long people waited in today's newest {@link lookedAt} conversations, in ms; null before the first. */
  medianWaitMs: number | null;
}

/** How many conversations the median is taken of, at most. */
const lookedAt = 1_000;

/** Figures alone: nothing in them tells who met whom. */
export async function randomFigures(payload: Payload): Promise<RandomFigures> {
  const collection = 'random-sessions';
  const today = { startedAt: { greater_than_equal: startOfToday(new Date()).toISOString() } };
  const [waiting, active, begun, newest] = await Promise.all([
    waitingIn(payload),
    payload.db.count({ collection, where: { state: { equals: 'active' } } }),
    payload.db.count({ collection, where: today }),
    payload.db.find<Pick<RandomSession, 'id' | 'waitMsA' | 'waitMsB'>>({
      collection,
      where: today,
      sort: '-startedAt',
      limit: lookedAt,
      pagination: false,
      select: { waitMsA: true, waitMsB: true },
    }),
  ]);
  const waits = newest.docs
    .flatMap(({ waitMsA, waitMsB }) => [waitMsA, waitMsB])
    .filter((wait) => typeof wait === 'number');
  return {
    waiting,
    active: active.totalDocs,
    matchedToday: begun.totalDocs,
    medianWaitMs: median(waits),
  };
}

async function waitingIn(payload: Payload): Promise<number | null> {
  try {
    return (await randomDeskOf(payload)?.waiting()) ?? null;
  } catch (error) {
    payload.logger.warn({ err: error }, 'How many wait for the random match is not known');
    return null;
  }
}

/** The lower of the two in the middle, where there are two. */
function median(values: readonly number[]): number | null {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? null;
}

/** `GET /api/random-match/figures`: {@link RandomFigures}, for moderators. */
export const randomFiguresEndpoint: Endpoint = {
  path: '/random-match/figures',
  method: 'get',
  handler: async (req) => {
    if (!isModerator({ req })) {
      throw new APIError('This is for moderators.', 403, { code: 'FORBIDDEN' }, true);
    }
    return Response.json(await randomFigures(req.payload), {
      headers: headersWithCors({ headers: new Headers(), req }),
    });
  },
};
