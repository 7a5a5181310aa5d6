/** Sees what a database did for whatever is done meanwhile, and what it had no index for. */
export interface PlanWatch {
  /** Does something, and puts its name to what the database is asked meanwhile. */
  during<T>(name: string, work: () => Promise<T>): Promise<T>;
  /** What was asked until now. */
  seen(): Promise<readonly SeenStatement[]>;
  stop(): Promise<void>;
}

/** A statement or a command, as the database has run it. */
export interface SeenStatement {
  /** Of what was done: see {@link PlanWatch.during}. */
  during: string;
  /** The collection, or the tables. */
  about: string;
  /** What was asked. */
  text: string;
  /** What is wrong with how it was answered; empty for nothing. */
  faults: readonly string[];
}

/** A statement that reads more than it gives, and may. */
export interface Allowance {
  text: RegExp;
  because: string;
}

export interface Findings {
  /** Each faulty statement once, with all that it was run for. */
  faults: string[];
  /** Allowances that no statement was in need of. */
  needless: string[];
}

export function findingsAmong(
  statements: readonly SeenStatement[],
  allowances: readonly Allowance[],
): Findings {
  const faulty = new Map<string, Set<string>>();
  const needed = new Set<Allowance>();
  for (const { about, during, faults, text } of statements) {
    if (faults.length === 0) continue;
    const allowance = allowances.find((candidate) => candidate.text.test(text));
    if (allowance) needed.add(allowance);
    else {
      const line = `${about}: ${faults.join('; ')}\n    ${text.slice(0, 1_000)}`;
      faulty.set(line, (faulty.get(line) ?? new Set()).add(during));
    }
  }
  return {
    faults: [...faulty].map(([line, works]) => `${line}\n    for ${[...works].join(', ')}`),
    needless: allowances
      .filter((allowance) => !needed.has(allowance))
      .map(({ because }) => because),
  };
}
