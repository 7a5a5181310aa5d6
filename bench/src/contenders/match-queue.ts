import {
  createMemoryQueue,
  createRedisQueue,
  type Ticket,
} from '@coco-chat/chat-server/random-queue';
import { pino } from 'pino';

import { quantile } from '../harness/statistics';
import { serveWorker, workerSettings } from '../harness/worker';
import { createMongoQueue, type BenchQueue } from './mongo-queue';

export interface MatchQueueSettings {
  readonly kind: 'memory' | 'redis' | 'mongodb';
  /** Of Redis or MongoDB; empty for the memory. */
  readonly url: string;
}

const { kind, url } = workerSettings() as MatchQueueSettings;

/** Nobody widens while the cost of a match is measured: who waits, waits. Milliseconds, each longer than the last. */
const never = {
  languageAfterMs: 10_000_000,
  anybodyAfterMs: 20_000_000,
  recentAfterMs: 30_000_000,
  firstAfterMs: 40_000_000,
};

function openQueue(widens: boolean): BenchQueue | Promise<BenchQueue> {
  const options = widens ? {} : { times: never };
  if (kind === 'memory') return createMemoryQueue(options);
  if (kind === 'redis') return createRedisQueue(url, pino({ level: 'error' }), options);
  return createMongoQueue(url);
}

/** How many enter at the same time. */
const atOnce = 64;

/** Does something for each number below `count`, so many at a time. */
async function forEach(count: number, act: (index: number) => Promise<void>): Promise<void> {
  let next = 0;
  const work = async (): Promise<void> => {
    while (next < count) {
      next += 1;
      await act(next - 1);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
}

let lastAccount = 0;

function newTicket(interests: readonly string[], language: string | null): Ticket {
  lastAccount += 1;
  const userId = `account-${lastAccount}`;
  const since = Date.now();
  return { id: `ticket-${userId}`, userId, interests, language, since, avoid: [], recent: [] };
}

/**
 * Matches people while others wait who fit none of them.
 *
 * @param options.waiting how many wait all the while
 * @returns the time of a match, in microseconds, and the processor time that this process spent on it
 */
async function matchAmong({ matches, waiting }: { waiting: number; matches: number }) {
  const queue = await openQueue(false);
  await forEach(waiting, async (index) => {
    // Of one language, which is where a simple queue would look.
    await queue.enter(newTicket([`nobody-else-likes-${index}`], 'ko'));
  });
  // What came of filling the queue, and of the round before, is not the cost of a match.
  globalThis.gc?.();
  let paired = 0;
  const cpuBefore = process.cpuUsage();
  const began = performance.now();
  await forEach(matches, async (index) => {
    const interest = `liked-by-two-${index}`;
    await queue.enter(newTicket([interest], 'ko'));
    const { pairing } = await queue.enter(newTicket([interest], 'ko'));
    if (pairing) paired += 1;
  });
  const took = performance.now() - began;
  const { system, user } = process.cpuUsage(cpuBefore);
  const left = await queue.waiting();
  await queue.close();
  return {
    micros: (took * 1_000) / matches,
    cpu: (user + system) / matches,
    perSecond: (matches / took) * 1_000,
    lost: matches - paired + Math.abs(left - waiting),
  };
}

const interests = Array.from({ length: 40 }, (_, index) => `interest-${index}`);
const languages = ['ko', 'ko', 'ko', 'en', 'ja'];

/** The same people each time: a number that looks random, from 0 to `below` − 1 (Knuth's multiplicative hash). */
const scatter = (number: number, below: number): number =>
  ((Math.imul(number, 2_654_435_761) >>> 0) % 1_000_003) % below;

function someTicket(index: number, people: number): Ticket {
  const own = Array.from(
    { length: scatter(index + people, 4) },
    (_, which) => interests[scatter(index * 7 + which, interests.length)] ?? '',
  );
  const language = languages[scatter(index, languages.length)] ?? null;
  return newTicket([...new Set(own)], language);
}

/** So many wait for nothing before the first of them leaves. */
const stay = 50;

/**
 * People with interests and languages arrive as fast as the queue takes them. Some, evenly among them, like
 * what nobody else does, wait for nothing and leave again.
 */
async function arrivals({ leaving, people }: { people: number; leaving: number }) {
  const queue = await openQueue(true);
  const paired = new Map<string, number>();
  let pairings = 0;
  const note = (pairing: { readonly tickets: readonly Ticket[] }): void => {
    pairings += 1;
    for (const { userId } of pairing.tickets) paired.set(userId, (paired.get(userId) ?? 0) + 1);
  };
  queue.onPairing(note);
  const waits: number[] = [];
  const impatient: Ticket[] = [];
  const every = Math.round(people / leaving);
  let left = 0;
  const leaveNext = async (): Promise<void> => {
    const ticket = impatient.shift();
    if (ticket && (await queue.leave(ticket.userId, ticket.id))) left += 1;
  };

  const began = performance.now();
  await forEach(people, async (index) => {
    const isLeaving = index % every === 0;
    const ticket = isLeaving ? newTicket([`lonely-${index}`], 'ko') : someTicket(index, people);
    const entered = performance.now();
    const { pairing } = await queue.enter(ticket);
    if (pairing) {
      waits.push(performance.now() - entered);
      note(pairing);
    } else if (isLeaving) impatient.push(ticket);
    if (impatient.length > stay) await leaveNext();
  });
  while (impatient.length > 0) await leaveNext();
  const took = performance.now() - began;
  const waiting = await queue.waiting();
  await queue.close();
  return {
    perSecond: (pairings / took) * 1_000,
    /** Of a match, until both know, in milliseconds. */
    p99: quantile(
      waits.sort((one, other) => one - other),
      0.99,
    ),
    matched: pairings,
    left,
    twice: [...paired.values()].filter((times) => times > 1).length,
    lost: people - paired.size - left - waiting,
  };
}

const handlers = { matchAmong, arrivals };
export type MatchQueueHandlers = typeof handlers;

serveWorker(handlers);
