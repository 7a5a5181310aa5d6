import { expect, test } from '@jest/globals';

import { capacityOf, costOfPerson, messagesOfRedis, type Costs } from './model';

const costs: Costs = {
  delivery: 2,
  post: 300,
  hear: 50,
  rest: 1,
  connect: 1_000,
  memory: 10,
  redis: { message: 10, receiver: 5 },
  mongo: 500,
};
const habits = { messagesPerMinute: 6, listeners: 100 };
const hardware = { cores: 4, memory: 8, utilisation: 0.5, mongoCores: 8 };

test('somebody costs what they send, to everybody who hears it, and their connection', () => {
  // A message in ten seconds, which one process hears of: 0.1 × (300 + 50 + 100 × 2) + 1.
  expect(costOfPerson(costs, habits, 1)).toBeCloseTo(56);
  expect(costOfPerson(costs, habits, 4)).toBeCloseTo(71);
  // No more hear of it than have listeners of it.
  expect(costOfPerson(costs, habits, 1_000)).toBeCloseTo(551);
});

test('Redis tells a message to no more servers than have listeners of it', () => {
  const few = { ...habits, listeners: 2 };
  expect(messagesOfRedis(costs, few, hardware, 1_000)).toBe(500_000 / 20);
  expect(messagesOfRedis(costs, habits, hardware, 10)).toBe(500_000 / 60);
});

test('one host is limited by its processors, many by what they share', () => {
  const one = capacityOf(costs, habits, hardware, { hosts: 1, shards: 1 });
  expect(one).toEqual({ limit: 'processor', people: (4 * 500_000) / 71 });
  const many = capacityOf(costs, habits, hardware, { hosts: 100, shards: 1 });
  // Redis: 500,000 / (10 + 100 × 5) messages a second, and each of these is ten people.
  expect(many.limit).toBe('Redis');
  expect(many.people).toBeCloseTo((500_000 / 510) * 10);
});

test('more shards move the limit on', () => {
  const site = (shards: number) => capacityOf(costs, habits, hardware, { hosts: 100, shards });
  expect(site(10).people).toBeCloseTo(site(1).people * 10);
  expect(site(1_000).limit).toBe('processor');
});
