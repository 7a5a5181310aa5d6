import { expect, test } from '@jest/globals';

import { Deliveries } from './deliveries';

test('what never came is lost, and what came again is told', () => {
  const deliveries = new Deliveries({ listeners: 2, messages: 3, first: 10 });
  for (const number of [10, 11, 12]) deliveries.record(0, number);
  deliveries.record(1, 11);
  expect(deliveries.record(1, 11)).toBe(false);
  expect(deliveries).toMatchObject({ expected: 6, delivered: 4, lost: 2, twice: 1 });
});

test('messages of other rounds do not count', () => {
  const deliveries = new Deliveries({ listeners: 1, messages: 1, first: 10 });
  expect(deliveries.record(0, 9)).toBe(false);
  expect(deliveries.record(0, 11)).toBe(false);
  expect(deliveries).toMatchObject({ delivered: 0, lost: 1, twice: 0 });
});
