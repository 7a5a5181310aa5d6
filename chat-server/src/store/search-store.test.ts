import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';

import { blockSize, blocksPerRead, mostUnindexed, type SeqRange } from './search-blocks';
import type { SearchIndex } from './search-index';
import { SearchStore } from './search-store';

/** A room whose messages are their seqs, and what its index has of one search. */
interface Room {
  lastSeq: number;
  indexedTo: number;
  /** The last seqs of the blocks that have an entry with the terms. */
  blocks: number[];
  /** The seqs of the messages whose own entry has the terms. */
  edits: number[];
}

class FakeIndex implements SearchIndex {
  readonly reads = { entries: 0, texts: 0 };
  readonly looked: number[] = [];

  constructor(readonly room: Room) {}

  progress() {
    return Promise.resolve({ indexedTo: this.room.indexedTo, lastSeq: this.room.lastSeq });
  }

  entries(_roomId: string, _terms: readonly string[], upTo: number, limit: number) {
    this.reads.entries += 1;
    const places = [...this.room.blocks, ...this.room.edits].filter((place) => place <= upTo);
    return Promise.resolve(places.sort((one, other) => other - one).slice(0, limit));
  }

  texts(_roomId: string, ranges: readonly SeqRange[]) {
    this.reads.texts += 1;
    const seqs = ranges.flatMap(({ first, last }) =>
      Array.from({ length: last - first + 1 }, (_, index) => last - index),
    );
    this.looked.push(...seqs);
    return Promise.resolve(seqs.map((seq) => ({ id: `${seq}`, seq, text: '', authorId: null })));
  }

  indexBlocks() {
    this.room.indexedTo += blockSize;
    return Promise.resolve([]);
  }

  forget() {
    return Promise.resolve();
  }
}

async function look(room: Room, before = Number.MAX_SAFE_INTEGER) {
  const index = new FakeIndex(room);
  const steps: { size: number; reached: number; last: number }[] = [];
  for await (const { reached, texts } of new SearchStore(index).look('room', ['term'], before)) {
    steps.push({ size: texts.length, reached, last: texts.at(-1)?.seq ?? reached });
  }
  return { ...index.reads, looked: index.looked, steps };
}

const rooms = fc
  .record({ lastSeq: fc.integer({ min: 0, max: 2_000 }), unindexed: fc.nat({ max: 4 }) })
  .chain(({ lastSeq, unindexed }) => {
    const complete = Math.floor(lastSeq / blockSize);
    const indexed = Math.max(0, complete - unindexed);
    return fc.record({
      lastSeq: fc.constant(lastSeq),
      indexedTo: fc.constant(indexed * blockSize),
      blocks: fc
        .subarray(Array.from({ length: indexed }, (_, index) => index + 1))
        .map((numbers) => numbers.map((number) => number * blockSize)),
      edits: fc.uniqueArray(fc.integer({ min: 1, max: Math.max(1, lastSeq) }), {
        maxLength: Math.min(lastSeq, 40),
      }),
    });
  });

/** What must be looked at: what has no entry yet, and what an entry with the terms stands for. */
const wanted = ({ blocks, edits, indexedTo, lastSeq }: Room, before: number): Set<number> => {
  const block = (last: number) => Array.from({ length: blockSize }, (_, index) => last - index);
  const tail = Array.from({ length: lastSeq - indexedTo }, (_, index) => indexedTo + 1 + index);
  const all = [...tail, ...blocks.flatMap(block), ...edits.filter((seq) => seq <= indexedTo)];
  return new Set(all.filter((seq) => seq < before));
};

const without = (some: Iterable<number>, others: Iterable<number>): number[] => {
  const known = new Set(others);
  return [...some].filter((each) => !known.has(each));
};

describe('looking through a room', () => {
  test('gives all that may be wanted, newest first, nothing twice, and little else', async () => {
    await fc.assert(
      fc.asyncProperty(rooms, fc.integer({ min: 1, max: 2_100 }), async (room, before) => {
        const { looked, steps } = await look(room, before);
        expect(looked.every((seq, index) => seq < (looked[index - 1] ?? before))).toBe(true);
        const own = wanted(room, before);
        expect(without(own, looked)).toEqual([]);
        // What else is looked at stands in blocks whose last message was edited: see rangesOf.
        const others = without(looked, own).map((seq) => Math.ceil(seq / blockSize) * blockSize);
        expect(without(others, room.edits)).toEqual([]);
        for (const { last, reached, size } of steps) {
          expect(size).toBeLessThanOrEqual(blockSize * blocksPerRead);
          expect(reached).toBe(last);
        }
      }),
      { numRuns: 500 },
    );
  });

  test('can go on wherever a step has ended', async () => {
    await fc.assert(
      fc.asyncProperty(rooms, fc.nat(), async (room, at) => {
        const { looked, steps } = await look(room);
        const { reached } = steps[at % Math.max(1, steps.length)] ?? { reached: 1 };
        const rest = await look(room, reached);
        expect(without(wanted(room, reached), rest.looked)).toEqual([]);
        expect(without(rest.looked, looked)).toEqual([]);
      }),
    );
  });

  test('reads several blocks at a time, and the end of the room once', async () => {
    const blocks = Array.from({ length: 16 }, (_, index) => (index + 1) * blockSize);
    const lastSeq = 16 * blockSize + 30;
    const room = { lastSeq, indexedTo: 16 * blockSize, blocks, edits: [] };
    const { entries, steps, texts } = await look(room);
    expect(steps.map(({ size }) => size)).toEqual([30, 512, 512]);
    expect([entries, texts]).toEqual([2, 3]);
  });

  test('indexes first where more is not than may be', async () => {
    const room = { lastSeq: mostUnindexed, indexedTo: 0, blocks: [], edits: [] };
    expect((await look(room)).looked).toHaveLength(mostUnindexed);
    expect(room.indexedTo).toBe(0);
    const long = { ...room, lastSeq: mostUnindexed + 3 * blockSize };
    expect((await look(long)).looked).toHaveLength(mostUnindexed);
    expect(long.indexedTo).toBe(3 * blockSize);
  });

  test('without terms looks at nothing', async () => {
    const index = new FakeIndex({ lastSeq: 10, indexedTo: 0, blocks: [], edits: [] });
    expect(await new SearchStore(index).look('room', [], 100).next()).toMatchObject({ done: true });
    expect(index.reads).toEqual({ entries: 0, texts: 0 });
  });
});
