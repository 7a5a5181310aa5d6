import { describe, expect, test } from '@jest/globals';

import { MemoryPresence } from './memory';
import { describePresence } from './presence.contract';

describe('MemoryPresence', () => {
  describePresence(() => new MemoryPresence());

  test('keeps nothing of a place that everybody has left', async () => {
    const store = new MemoryPresence();
    await store.enter('a', ['하늘']);
    await store.leave('a', ['하늘']);
    await store.leave('b', ['하늘']);
    expect(store.places.size).toBe(0);
  });
});
