import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';

import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { describeNeeds } from '@coco-chat/e2e/servers';

import type { Results } from './report/results';

const run = promisify(execFile);
const root = path.resolve(import.meta.dirname, '../..');

/** Every subject, once and small, on a machine that does other things too. */
const patience = 480_000;

/** Which rows each subject has: cases × contenders. */
const rowsOf = {
  'fan-out': 4,
  'fan-out-calm': 4,
  'post-to-screen': 4,
  posting: 6,
  idle: 4,
  'reconnect-storm': 2,
  start: 3,
  content: 2,
  'scale-out': 3,
  site: 1,
  growth: 12,
  'random-match': 9,
};

// It works, and nothing is lost on the way. How fast it is depends on the machine, and is not asked here.
describeNeeds(['mongod', 'redis-server', 'chromium'], 'a small run', () => {
  let folder = '';
  let output = '';

  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'coco-chat-bench-results-'));
    const args = [path.join(root, 'scripts', 'bench.mjs'), '--small', '--results', folder];
    // A subject that fails leaves no results, and its test says what was printed.
    const { stderr, stdout } = await run(process.execPath, args, { cwd: root }).catch(
      (error: unknown) => error as { stderr: string; stdout: string },
    );
    output = stdout + stderr;
  }, patience);

  afterAll(() => rm(folder, { recursive: true, force: true }));

  test.each(Object.entries(rowsOf))('measures %s', async (subject, count) => {
    const file = await readFile(path.join(folder, `${subject}.json`), 'utf8').catch(() => output);
    const { columns, goals, rows, small } = JSON.parse(file) as Results;
    expect(small).toBe(true);
    expect(rows).toHaveLength(count);
    expect(goals.length).toBeGreaterThan(0);
    expect(rows.filter(({ lost, twice }) => lost + twice > 0)).toEqual([]);
    // Every column is measured of somebody, and every row has some of them.
    for (const { key } of columns) {
      expect(rows.filter(({ values }) => Number.isFinite(values[key]))).not.toHaveLength(0);
    }
    for (const { values } of rows) {
      expect(Object.values(values).some((value) => value > 0)).toBe(true);
    }
    const chart = await readFile(path.join(folder, `${subject}.svg`), 'utf8');
    expect(chart).toMatch(/^<svg [^]*<\/svg>\n$/);
    expect(chart).not.toContain('NaN');
  });
});
