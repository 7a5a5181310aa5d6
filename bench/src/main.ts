import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { parseArgs } from 'node:util';

import { measuredCosts } from './capacity/measured-costs';
import { writeCapacity } from './capacity/scale-document';
import { repositoryRoot } from './harness/repository-root';
import { Teardown } from './harness/teardown';
import type { Subject } from './harness/subject';
import { writeResults } from './report/results';
import { tableOf } from './report/table';
import { subjects } from './subjects';

/** A median of fewer says little. */
const usualRounds = 5;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    small: { type: 'boolean', default: false },
    rounds: { type: 'string' },
    results: { type: 'string' },
    capacity: { type: 'boolean', default: false },
  },
});
const { small } = values;
const rounds = Number(values.rounds ?? (small ? 1 : usualRounds));
const resultsFolder = path.resolve(values.results ?? path.join(repositoryRoot, 'bench', 'results'));

/** One line of the terminal, written over by the next. */
function say(what: string): void {
  if (process.stderr.isTTY) process.stderr.write(`\r\x1b[K${what}`);
  else console.error(what);
}

async function measure(subject: Subject): Promise<void> {
  const { name, title } = subject;
  const folder = await mkdtemp(path.join(tmpdir(), `coco-chat-bench-${name}-`));
  const teardown = new Teardown();
  const began = Date.now();
  try {
    const outcome = await subject.run({
      ...{ small, rounds, folder, teardown },
      say: (what) => say(`${name}: ${what}`),
    });
    await writeResults(resultsFolder, { subject: name, title, small, rounds }, outcome);
    say('');
    console.log(`\n${title} (${Math.round((Date.now() - began) / 1000)} s)\n\n${tableOf(outcome)}`);
  } finally {
    await teardown.run();
    await rm(folder, { recursive: true, force: true });
  }
}

const unknown = positionals.filter((name) => !subjects.some((subject) => subject.name === name));
if (unknown.length > 0 || !Number.isInteger(rounds) || rounds < 1) {
  console.error(`npm run bench -- [--small] [--rounds 5] [--results folder] [subject …]
npm run bench -- --capacity     writes docs/SCALE.md from the results
Subjects: ${subjects.map(({ name }) => name).join(', ')}`);
  process.exit(1);
}
if (values.capacity) {
  const document = path.join(repositoryRoot, 'docs', 'SCALE.md');
  await writeCapacity(document, await measuredCosts(resultsFolder));
  process.exit();
}
for (const subject of subjects) {
  if (positionals.length > 0 && !positionals.includes(subject.name)) continue;
  try {
    await measure(subject);
  } catch (error) {
    console.error(`\n${subject.name} failed:`, error);
    process.exitCode = 1;
  }
}
process.exit();
