import { fitLine } from './line';
import type { Row } from './subject';

/** What a message costs a server, in microseconds of CPU: by itself, and for each who hears it. */
export interface DeliveryCost {
  readonly message: number;
  readonly delivery: number;
}

/** How many listen, by the name of the case. */
const listenersIn = ({ case: what }: Row): number =>
  Number(what.split(' ')[0]?.replaceAll(',', ''));

/**
 * Tells a message's own cost and that of its deliveries apart, by rooms of different sizes: a message with
 * `n` deliveries costs `message + n × delivery`. With one size alone all of it is the deliveries'.
 */
export function deliveryCost(rows: readonly Row[], contender: string): DeliveryCost {
  const points = rows
    .filter((row) => row.contender === contender)
    .map((row) => ({ listeners: listenersIn(row), cpu: row.values.cpu ?? NaN }))
    .map(({ cpu, listeners }) => ({ x: listeners, y: cpu * listeners }));
  const [only] = points;
  if (points.length === 1 && only) return { message: 0, delivery: only.y / only.x };
  const { base, slope } = fitLine(points);
  return { message: base, delivery: slope };
}
