import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';

import type { MatchQueue, Pairing, Ticket } from './match-queue';
import { QueueModel } from './queue-model';

/** A queue whose clock is the test's, and which looks for wider partners when it is told. */
export type TestQueue = MatchQueue & { tick(): Promise<void> };

/** One queue, as several processes see it. */
export interface QueueHarness {
  readonly queues: readonly TestQueue[];
  close(): Promise<void>;
}

/** When tests begin. */
const morning = Date.UTC(2026, 0, 1);
const seconds = (count: number): number => count * 1_000;

let tickets = 0;
/** A ticket of somebody, for anybody of the language ko. */
export const ticketOf = (userId: string, rest: Partial<Ticket> = {}): Ticket => ({
  id: `ticket ${++tickets}`,
  userId,
  interests: [],
  language: 'ko',
  since: morning,
  avoid: [],
  recent: [],
  ...rest,
});

/** The two accounts of a pairing, whoever waited longer first. */
export const people = (pairing: Pairing | null | undefined): string[] =>
  pairing?.tickets.map(({ userId }) => userId) ?? [];

type Step =
  | {
      do: 'enter';
      process: number;
      person: number;
      isBack: boolean;
      interests: string[];
      language: string | null;
      avoid: number[];
      recent: number[];
    }
  | { do: 'leave'; process: number; person: number; isCurrent: boolean }
  | { do: 'wait'; halfSeconds: number };

const persons = 8;
const person = fc.nat(persons - 1);
const fewPersons = fc.oneof(fc.constant<number[]>([]), fc.uniqueArray(person, { maxLength: 5 }));
const process = fc.nat(2);
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant('enter' as const),
      process,
      person,
      isBack: fc.boolean(),
      interests: fc.subarray(['음악', 'film', 'cats']),
      language: fc.constantFrom('ko', 'en', null),
      avoid: fewPersons,
      recent: fewPersons,
    }),
  },
  fc.record({
    do: fc.constant('leave' as const),
    process,
    person,
    isCurrent: fc.boolean(),
  }),
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('wait' as const),
      halfSeconds: fc.integer({ min: 1, max: 15 }),
    }),
  },
);

/**
 * What every queue promises, whatever keeps it.
 *
 * @param start makes an empty one that goes by this clock
 * @param runs how many histories are compared with the model
 */
export function describeQueue(
  start: (now: () => number) => Promise<QueueHarness>,
  { runs }: { runs: number },
): void {
  let harness: QueueHarness;
  let queue: TestQueue;
  let now: number;
  let later: Pairing[];

  const open = async (): Promise<void> => {
    now = morning;
    later = [];
    harness = await start(() => now);
    queue = harness.queues[0] as TestQueue;
    for (const each of new Set(harness.queues)) each.onPairing((pairing) => later.push(pairing));
  };
  /** Moves the clock, and has everybody looked at whose wait is long enough by then. */
  const wait = async (ms: number): Promise<void> => {
    now += ms;
    for (const each of harness.queues) await each.tick();
  };
  /** Enters now. */
  const enter = async (userId: string, rest: Partial<Ticket> = {}): Promise<Pairing | null> =>
    (await queue.enter(ticketOf(userId, { since: now, ...rest }))).pairing;

  describe('rules', () => {
    beforeEach(open);
    afterEach(() => harness.close());

    test('two who share an interest and the language meet at once', async () => {
      const first = ticketOf('하늘', { interests: ['film', '음악', 'cats'] });
      const second = ticketOf('바다', { interests: ['cats', 'film'], since: morning + 5 });
      expect(await queue.enter(first)).toEqual({ pairing: null, superseded: null });
      expect(await queue.waiting()).toBe(1);
      now += 5;
      expect(await queue.enter(second)).toEqual({
        pairing: { tickets: [first, second], sharedInterests: ['film', 'cats'] },
        superseded: null,
      });
      expect(await queue.waiting()).toBe(0);
      expect(later).toEqual([]);
    });

    test('the language is enough after 3 seconds', async () => {
      await enter('하늘', { interests: ['film'] });
      await wait(100);
      expect(await enter('바다', { interests: ['cats'] })).toBeNull();
      await wait(seconds(3) - 101);
      expect(later).toEqual([]);
      await wait(1);
      expect(later.map(people)).toEqual([['하늘', '바다']]);
      expect(later[0]?.sharedInterests).toEqual([]);
    });

    test('it is enough at once for who has no interests, if they have waited longer', async () => {
      await enter('하늘');
      await wait(1);
      expect(people(await enter('바다', { interests: ['cats'] }))).toEqual(['하늘', '바다']);
      await enter('구름', { interests: ['cats'] });
      await wait(1);
      expect(await enter('별')).toBeNull();
      await wait(seconds(3));
      expect(later.map(people)).toEqual([['구름', '별']]);
    });

    test('anybody will do after 6 seconds', async () => {
      await enter('하늘', { language: 'ko', interests: ['cats'] });
      await wait(seconds(5));
      expect(await enter('sky', { language: 'en', interests: ['cats'] })).toBeNull();
      await wait(seconds(1) - 1);
      expect(later).toEqual([]);
      await wait(1);
      expect(later.map(people)).toEqual([['하늘', 'sky']]);
      expect(later[0]?.sharedInterests).toEqual(['cats']);
    });

    test('who comes finds those who are wide enough already', async () => {
      await enter('하늘', { language: 'ko' });
      await wait(seconds(7));
      expect(people(await enter('sky', { language: 'en' }))).toEqual(['하늘', 'sky']);
    });

    test('without a language every language is theirs', async () => {
      await enter('하늘', { language: null, interests: ['cats'] });
      await wait(1);
      expect(people(await enter('sky', { language: 'en', interests: ['cats'] }))).toHaveLength(2);
      await enter('바다', { language: null });
      await wait(1);
      expect(people(await enter('sea', { language: 'en' }))).toEqual(['바다', 'sea']);
      await enter('cloud', { language: 'en' });
      await wait(1);
      expect(people(await enter('구름', { language: null }))).toEqual(['cloud', '구름']);
    });

    test('recent partners meet after 10 seconds, and only if nobody else waits', async () => {
      await enter('하늘', { recent: ['바다'] });
      await wait(1);
      expect(await enter('바다')).toBeNull();
      await wait(seconds(10) - 2);
      expect(later).toEqual([]);
      await wait(1);
      expect(later.map(people)).toEqual([['하늘', '바다']]);

      await enter('구름', { recent: ['별'] });
      await wait(1);
      await enter('별', { interests: ['cats'] });
      await wait(seconds(11));
      later = [];
      await enter('노을', { recent: ['해'] });
      await wait(seconds(5));
      await enter('해');
      expect(people(await enter('달', { interests: ['cats'] }))).toEqual(['노을', '달']);
      expect(await queue.waiting()).toBe(1);
    });

    test('whoever avoids the other never meets them, however long both wait', async () => {
      await enter('하늘', { avoid: ['바다'], interests: ['cats'] });
      await wait(1);
      expect(await enter('바다', { interests: ['cats'] })).toBeNull();
      await wait(seconds(60));
      expect(later).toEqual([]);
      expect(await enter('구름', { avoid: ['하늘', '바다'], interests: ['cats'] })).toBeNull();
      expect(people(await enter('별', { interests: ['cats'] }))).toEqual(['하늘', '별']);
      expect(await queue.waiting()).toBe(2);
    });

    test('whoever has waited 12 seconds comes before a shared interest', async () => {
      await enter('하늘', { language: 'ko', avoid: ['바다'] });
      await wait(seconds(11));
      await enter('바다', { interests: ['cats'] });
      await wait(seconds(1) - 1);
      const cats = ticketOf('구름', { interests: ['cats'], since: now });
      expect(people((await queue.enter(cats)).pairing)).toEqual(['바다', '구름']);
      await enter('바다', { interests: ['cats'] });
      await wait(1);
      expect(people(await enter('sky', { language: 'en', interests: ['cats'] }))).toEqual([
        '하늘',
        'sky',
      ]);
    });

    test('among equals whoever has waited longest comes first', async () => {
      for (const userId of ['하늘', '바다', '구름']) {
        await enter(userId, { interests: ['cats', userId], avoid: ['하늘', '바다', '구름'] });
        await wait(1);
      }
      expect(people(await enter('별', { interests: ['cats'] }))).toEqual(['하늘', '별']);
      expect(people(await enter('달', { interests: ['구름', 'cats'] }))).toEqual(['바다', '달']);
    });

    test('who comes back goes to the place that they had', async () => {
      const all = ['하늘', '바다', '구름'];
      const first = ticketOf('하늘', { interests: ['cats'], avoid: all });
      await queue.enter(first);
      await wait(1);
      await enter('바다', { interests: ['cats'], avoid: all });
      expect(await queue.leave('하늘', first.id)).toBe(true);
      await wait(seconds(4));
      await queue.enter(first);
      expect(people(await enter('별', { interests: ['cats'] }))).toEqual(['하늘', '별']);
    });

    test('who comes back decides over those who came later, as wide as they are by then', async () => {
      await enter('sky', { language: 'en', interests: ['cats'] });
      await wait(1);
      expect(await enter('하늘', { since: morning - seconds(5), interests: ['film'] })).toBeNull();
      expect(people(await enter('바다', { since: morning - seconds(6), avoid: ['하늘'] }))).toEqual(
        ['바다', 'sky'],
      );
      await wait(seconds(1));
      await enter('구름', { interests: ['film'], avoid: ['하늘'], since: now });
      expect(people(await enter('별', { since: now - 10, avoid: ['하늘'] }))).toEqual([
        '별',
        '구름',
      ]);
    });

    test('an account waits once: the newer ticket replaces the older', async () => {
      const [older, newer] = [ticketOf('하늘'), ticketOf('하늘', { interests: ['cats'] })];
      await queue.enter(older);
      expect(await queue.enter(newer)).toEqual({ pairing: null, superseded: older.id });
      expect(await queue.enter(newer)).toEqual({ pairing: null, superseded: null });
      expect(await queue.waiting()).toBe(1);
      await wait(seconds(60));
      expect(later).toEqual([]);
      expect(await queue.leave('하늘', older.id)).toBe(false);
      const { pairing } = await queue.enter(ticketOf('바다', { since: now }));
      expect(pairing?.tickets[0]).toEqual(newer);
    });

    test('who leaves is matched with nobody', async () => {
      const ticket = ticketOf('하늘');
      await queue.enter(ticket);
      expect(await queue.leave('하늘', ticket.id)).toBe(true);
      expect(await queue.leave('하늘', ticket.id)).toBe(false);
      expect(await enter('바다')).toBeNull();
      expect(await queue.waiting()).toBe(1);
    });

    test('who is matched has not left', async () => {
      const ticket = ticketOf('하늘');
      const other = ticketOf('바다');
      await queue.enter(ticket);
      const [{ pairing }, hasLeft] = await Promise.all([
        queue.enter(other),
        queue.leave('하늘', ticket.id),
      ]);
      expect(people(pairing)).toHaveLength(2);
      expect(hasLeft).toBe(false);
      expect(await queue.leave('바다', other.id)).toBe(false);
    });

    test('nobody is told any more who has stopped listening', async () => {
      const told: Pairing[] = [];
      queue.onPairing((pairing) => told.push(pairing))();
      await enter('하늘', { interests: ['film'] });
      await enter('바다', { interests: ['cats'] });
      await wait(seconds(3));
      expect(later).toHaveLength(1);
      expect(told).toEqual([]);
    });
  });

  test('in any history the same people meet, at the same time, as by the rules', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 60 }), async (steps) => {
        await open();
        try {
          await compareWithModel(steps);
        } finally {
          await harness.close();
        }
      }),
      { numRuns: runs },
    );
  }, 120_000);

  async function compareWithModel(steps: readonly Step[]): Promise<void> {
    const model = new QueueModel(morning);
    const last = new Map<number, Ticket>();
    const through = (index: number): TestQueue =>
      harness.queues[index % harness.queues.length] as TestQueue;
    const named = (indexes: readonly number[]): string[] =>
      indexes.map((index) => `person ${index}`);

    for (const each of steps) {
      // So that no two waits reach a width in the same millisecond: waits are of half seconds.
      now += 1;
      model.advance(now);
      switch (each.do) {
        case 'enter': {
          const { process, person, isBack, interests, language, avoid, recent } = each;
          const before = last.get(person);
          const ticket = ticketOf(`person ${person}`, {
            interests,
            language,
            since: (isBack ? before?.since : undefined) ?? now,
            avoid: named(avoid),
            recent: named(recent),
          });
          last.set(person, ticket);
          expect(await through(process).enter(ticket)).toEqual(model.enter(ticket));
          break;
        }
        case 'leave': {
          const userId = `person ${each.person}`;
          const id = each.isCurrent ? (last.get(each.person)?.id ?? 'none') : 'another';
          expect(await through(each.process).leave(userId, id)).toBe(model.leave(userId, id));
          break;
        }
        case 'wait': {
          const until = now + each.halfSeconds * 500;
          while (model.nextChange !== null && model.nextChange <= until) {
            await passTo(model.nextChange, model);
          }
          await passTo(until, model);
        }
      }
      expect(await queue.waiting()).toBe(model.waiting.length);
      expect(model.overdue).toBeNull();
    }
  }

  async function passTo(moment: number, model: QueueModel): Promise<void> {
    later = [];
    await wait(moment - now);
    expect(later).toEqual(model.advance(moment));
  }
}
