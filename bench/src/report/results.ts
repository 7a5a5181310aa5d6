import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { availableParallelism, cpus, release, totalmem } from 'node:os';
import path from 'node:path';
import process from 'node:process';

import type { Outcome } from '../harness/subject';
import { svgOf } from './chart';

/** One subject's JSON in the folder of results. */
export interface Results extends Omit<Outcome, 'charts'> {
  readonly subject: string;
  readonly title: string;
  /** RFC 3339, UTC: when it was done. */
  readonly at: string;
  readonly small: boolean;
  readonly rounds: number;
  readonly machine: {
    readonly processor: string;
    readonly processors: number;
    readonly memoryGiB: number;
    readonly kernel: string;
    readonly node: string;
  };
}

const machine = (): Results['machine'] => ({
  processor: cpus()[0]?.model ?? 'unknown',
  processors: availableParallelism(),
  memoryGiB: Math.round(totalmem() / 2 ** 30),
  kernel: release(),
  node: process.version,
});

/** Writes `<subject>.json` and, where there are charts, `<subject>.svg`. */
export async function writeResults(
  folder: string,
  about: Pick<Results, 'subject' | 'title' | 'small' | 'rounds'>,
  { charts, ...outcome }: Outcome,
): Promise<void> {
  await mkdir(folder, { recursive: true });
  const results: Results = {
    ...about,
    at: new Date().toISOString(),
    machine: machine(),
    ...outcome,
  };
  const place = path.join(folder, about.subject);
  await writeFile(`${place}.json`, `${JSON.stringify(results, null, 2)}\n`);
  if (charts.length > 0) await writeFile(`${place}.svg`, svgOf({ charts, rows: outcome.rows }));
}

/** @returns null where the subject was not measured */
export async function readResults(folder: string, subject: string): Promise<Results | null> {
  try {
    return JSON.parse(await readFile(path.join(folder, `${subject}.json`), 'utf8')) as Results;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}
