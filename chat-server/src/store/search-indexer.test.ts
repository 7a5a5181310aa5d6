import { describe, expect, jest, test } from '@jest/globals';

import type { Posted, StoredMessage } from './message-store';
import { blockSize, blocksPerTransaction } from './search-blocks';
import { SearchIndexer } from './search-indexer';

/** An index whose transactions end when the test says so. */
class HeldIndex {
  readonly calls: {
    roomIds: readonly string[];
    end: (unfinished?: string[]) => void;
    fail: () => void;
  }[] = [];
  readonly #waiting: (() => void)[] = [];

  indexBlocks(roomIds: readonly string[]): Promise<string[]> {
    return new Promise((resolve, reject) => {
      const end = (unfinished: string[] = []): void => {
        resolve(unfinished);
      };
      const fail = (): void => {
        reject(new Error('The disk is full.'));
      };
      this.calls.push({ roomIds, end, fail });
      for (const seen of this.#waiting.splice(0)) seen();
    });
  }

  /** Resolves once so many transactions were begun, to the last of them. */
  async call(number: number) {
    while (this.calls.length < number) {
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    }
    const call = this.calls[number - 1];
    if (!call) throw new Error('No such call');
    return call;
  }
}

const posted = (roomId: string, seq = blockSize, isNew = true): Posted => ({
  message: { roomId, seq } as StoredMessage,
  isNew,
});

/** Longer than anything takes that is not waiting. */
async function turns(): Promise<void> {
  for (let turn = 0; turn < 10; turn += 1) await new Promise(setImmediate);
}

function startIndexer() {
  const index = new HeldIndex();
  const warn = jest.fn();
  return { index, warn, indexer: new SearchIndexer(index, { warn }) };
}

describe('an indexer', () => {
  test('is woken by what completes a block, and by nothing else', async () => {
    const { index, indexer } = startIndexer();
    indexer.notice([posted('a', 1), posted('b', blockSize - 1), posted('c', 2 * blockSize, false)]);
    await turns();
    expect(index.calls).toEqual([]);
    indexer.notice([posted('a', blockSize - 1), posted('d', 3 * blockSize), posted('a', 65)]);
    expect((await index.call(1)).roomIds).toEqual(['d']);
  });

  test('has one transaction at a time, and takes those who waited longest', async () => {
    const { index, indexer } = startIndexer();
    indexer.notice([posted('a')]);
    const first = await index.call(1);
    const rooms = ['b', 'c', 'd', 'e', 'f'].slice(0, blocksPerTransaction + 1);
    for (const room of [...rooms, 'b']) indexer.notice([posted(room)]);
    await turns();
    expect(index.calls).toHaveLength(1);
    first.end(['a']);
    const second = await index.call(2);
    expect(second.roomIds).toEqual(rooms.slice(0, blocksPerTransaction));
    second.end(['c']);
    const third = await index.call(3);
    expect(third.roomIds).toEqual([...rooms.slice(blocksPerTransaction), 'a', 'c']);
    third.end();
    await turns();
    expect(index.calls).toHaveLength(3);
  });

  test('tells of a failure once, leaves it, and goes on with the next block', async () => {
    const { index, indexer, warn } = startIndexer();
    for (const number of [1, 2]) {
      indexer.notice([posted('a')]);
      (await index.call(number)).fail();
      await turns();
      expect(index.calls).toHaveLength(number);
    }
    expect(warn).toHaveBeenCalledTimes(1);
    indexer.notice([posted('a')]);
    (await index.call(3)).end();
    await turns();
    indexer.notice([posted('a')]);
    (await index.call(4)).fail();
    await turns();
    expect(warn).toHaveBeenCalledTimes(2);
  });

  test('waits for what is under way when it is closed, and begins nothing more', async () => {
    const { index, indexer } = startIndexer();
    indexer.notice([posted('a')]);
    const first = await index.call(1);
    indexer.notice([posted('b')]);
    let isClosed = false;
    const closing = indexer.close().then(() => (isClosed = true));
    await turns();
    expect(isClosed).toBe(false);
    first.end(['a']);
    await closing;
    indexer.notice([posted('c')]);
    await turns();
    expect(index.calls).toHaveLength(1);
  });
});
