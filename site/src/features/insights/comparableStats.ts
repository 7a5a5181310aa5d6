import type { StatFragment } from '../../apollo/generated/cms';

export interface StatGroup {
  readonly unit: string;
  readonly largest: number;
  /** Largest first. */
  readonly stats: readonly StatFragment[];
}

/**
 * The stats that may stand as bars side by side: those of one unit, where there are at least two of them.
 * A bar of people beside a bar of milliseconds would say nothing.
 */
export function comparableStats(stats: readonly StatFragment[]): StatGroup[] {
  const byUnit = new Map<string, StatFragment[]>();
  for (const stat of stats) {
    if (stat.value < 0) continue;
    const unit = stat.unit ?? '';
    byUnit.set(unit, [...(byUnit.get(unit) ?? []), stat]);
  }
  return [...byUnit]
    .filter(([, group]) => group.length > 1 && group.some(({ value }) => value > 0))
    .map(([unit, group]) => {
      const sorted = group.toSorted((a, b) => b.value - a.value);
      return { unit, largest: sorted[0]?.value ?? 0, stats: sorted };
    });
}
