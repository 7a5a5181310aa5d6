import { waitFor } from '@coco-chat/e2e/servers';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { pino } from 'pino';

import { MemoryBus } from '../bus/memory';
import { MemoryPresence } from '../rooms/presence/memory';
import { Presence } from '../rooms/presence/presence';
import { PartnerWatch } from './partner-watch';

const logger = pino({ level: 'silent' });
const place = 'random:1';
const timing = { graceMs: 300, arrivalMs: 100, lookEveryMs: 20 };

/** Whether the other processes can be asked who is there. */
let isWhole: boolean;
let bus: MemoryBus;
let presence: Presence;
let told: string[];
let watch: PartnerWatch;

beforeEach(async () => {
  told = [];
  isWhole = true;
  bus = new MemoryBus(logger);
  presence = new Presence({ store: new MemoryPresence(), bus });
  watch = new PartnerWatch({
    ...{ place, partnerId: 'partner', bus, logger, timing },
    presence: {
      isThere: (...person) => presence.isThere(...person),
      watch: (...watcher) => presence.watch(...watcher),
      get isWhole() {
        return isWhole;
      },
    },
    onAway: () => told.push('away'),
    onBack: () => told.push('back'),
    onLost: () => told.push('lost'),
  });
  await watch.open();
});
afterEach(async () => {
  watch.close();
  await presence.close();
  await bus.close();
});

const enter = async () => {
  const stay = presence.enter(place, 'partner');
  await stay.entered;
  await waitFor(() => watch.wasSeen);
  return stay;
};

test('who arrives in time is not mentioned', async () => {
  await enter();
  expect(told).toEqual([]);
});

test('who never arrives is away a little later, and then lost', async () => {
  await waitFor(() => told.length === 2);
  expect(told).toEqual(['away', 'lost']);
  expect(watch.wasSeen).toBe(false);
});

test('who leaves is away at once, and lost when they stay away', async () => {
  const stay = await enter();
  stay.leave('left');
  await waitFor(() => told.includes('away'));
  await waitFor(() => told.length === 2);
  expect(told).toEqual(['away', 'lost']);
});

test('who is back in time is back, each time', async () => {
  let stay = await enter();
  for (const before of [0, 2]) {
    stay.leave('left');
    await waitFor(() => told.length === before + 1);
    stay = await enter();
    await waitFor(() => told.length === before + 2);
  }
  expect(told).toEqual(['away', 'back', 'away', 'back']);
});

test('no time runs while nobody can tell who is there', async () => {
  const stay = await enter();
  isWhole = false;
  stay.leave('left');
  await waitFor(async () => !(await presence.isThere(place, 'partner')));
  const looks = performance.now();
  await waitFor(() => performance.now() - looks > 2 * timing.graceMs);
  expect(told).toEqual([]);
  isWhole = true;
  await waitFor(() => told.length === 2);
  expect(told).toEqual(['away', 'lost']);
});
