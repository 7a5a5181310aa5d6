import { expect, test } from '@jest/globals';

import { deliveryCost } from './delivery-cost';
import { fitLine } from './line';

const row = (listeners: number, cpu: number) => ({
  case: `${listeners.toLocaleString('en')} subscribers`,
  contender: 'us',
  values: { cpu },
  lost: 0,
  twice: 0,
});

test("a message's own cost is told from that of its deliveries", () => {
  // 600 µs a message, and 2 µs a delivery.
  const { delivery, message } = deliveryCost([row(300, 4), row(3_000, 2.2)], 'us');
  expect(delivery).toBeCloseTo(2);
  expect(message).toBeCloseTo(600);
  expect(deliveryCost([row(30, 5)], 'us')).toEqual({ message: 0, delivery: 5 });
});

test('a line goes through points that lie on one', () => {
  const points = [1, 2, 4].map((x) => ({ x, y: 7 + 3 * x }));
  expect(fitLine(points).slope).toBeCloseTo(3);
  expect(fitLine(points).base).toBeCloseTo(7);
  expect(fitLine([{ x: 1, y: 5 }])).toEqual({ base: 5, slope: 0 });
});
