import type { Teardown } from './teardown';

/** A figure that rows have; its unit is part of its title. */
export interface Column {
  readonly key: string;
  readonly title: string;
  /** Decimal places. Default: 0. */
  readonly digits?: number;
}

export interface Row {
  /** What was done, such as `300 subscribers`: rows of one case are compared with each other. */
  readonly case: string;
  /** Who did it. */
  readonly contender: string;
  /** Medians of the rounds, by the keys of columns. */
  readonly values: Readonly<Record<string, number>>;
  /** Of all rounds together: deliveries that never came, and that came more than once. */
  readonly lost: number;
  readonly twice: number;
}

/** What the product is meant to reach, and what it did in this run. */
export interface Goal {
  readonly what: string;
  readonly value: number;
  readonly limit: number;
  /** Whether the value should be at most, or at least, the limit. */
  readonly bound: 'at most' | 'at least';
}

export const isReached = ({ bound, limit, value }: Goal): boolean =>
  bound === 'at most' ? value <= limit : value >= limit;

export type Chart =
  | { readonly kind: 'bars'; readonly title: string; readonly column: string }
  /** One line a contender; the horizontal axis is the number in the case, on a logarithmic scale. */
  | {
      readonly kind: 'lines';
      readonly title: string;
      readonly column: string;
      readonly cases: RegExp;
    };

export interface Outcome {
  readonly columns: readonly Column[];
  readonly rows: readonly Row[];
  readonly goals: readonly Goal[];
  /** Written one below the other into one SVG. */
  readonly charts: readonly Chart[];
  /** What a reader must know of how this was measured in this run. */
  readonly notes?: readonly string[];
}

export interface Bench {
  /** Once, with little of everything: to see that it works, not how fast. */
  readonly small: boolean;
  /** How often each contender is measured. */
  readonly rounds: number;
  /** A folder for whatever is started; removed afterwards. */
  readonly folder: string;
  /** What is started is stopped by it, when the subject is done or has failed. */
  readonly teardown: Teardown;
  /** Says in the terminal what is being done. */
  readonly say: (what: string) => void;
}

/** Something that is measured, as docs/… and bench/README.md list it. */
export interface Subject {
  /** As on the command line. */
  readonly name: string;
  readonly title: string;
  run(bench: Bench): Promise<Outcome>;
}
