import { median } from './statistics';
import type { Bench, Row } from './subject';

/** What one round of one contender gave. */
export interface Sample {
  readonly values: Readonly<Record<string, number>>;
  readonly lost?: number;
  readonly twice?: number;
}

/** Who is measured, and how. */
export interface Entrant {
  readonly name: string;
  readonly measure: () => Promise<Sample>;
}

/**
 * Measures contenders in turn, round after round, so that what changes on the machine meanwhile changes
 * for all of them, and takes the median of each figure.
 */
export async function alternate(
  { rounds, say }: Pick<Bench, 'rounds' | 'say'>,
  what: string,
  entrants: readonly Entrant[],
): Promise<Row[]> {
  const samples = entrants.map((): Sample[] => []);
  for (let round = 1; round <= rounds; round += 1) {
    for (const [index, entrant] of entrants.entries()) {
      say(`${what}: round ${round} of ${rounds}, ${entrant.name}`);
      samples[index]?.push(await entrant.measure());
    }
  }
  return entrants.map(({ name }, index) => rowOf(what, name, samples[index] ?? []));
}

/** The row for what was measured of one contender. */
export function rowOf(what: string, contender: string, samples: readonly Sample[]): Row {
  const keys = Object.keys(samples[0]?.values ?? {});
  const sum = (key: 'lost' | 'twice'): number =>
    samples.reduce((total, sample) => total + (sample[key] ?? 0), 0);
  return {
    case: what,
    contender,
    values: Object.fromEntries(
      keys.map((key) => [key, median(samples.map(({ values }) => values[key] ?? NaN))]),
    ),
    lost: sum('lost'),
    twice: sum('twice'),
  };
}

/** A figure of one row. @throws Error where there is no such row or figure */
export function figure(rows: readonly Row[], what: string, contender: string, key: string): number {
  const row = rows.find((entry) => entry.case === what && entry.contender === contender);
  const value = row?.values[key];
  if (value === undefined) throw new Error(`No ${key} of ${contender} for ${what}`);
  return value;
}
