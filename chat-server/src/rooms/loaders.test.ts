import { expect, test } from '@jest/globals';

import type { Stores } from '../store/create-stores';
import { createLoaders } from './loaders';

test('all who ask in one turn cost one read, and those who ask later another', async () => {
  const reads: (readonly string[])[] = [];
  const members = {
    participantsByIds: async (ids: readonly string[]) => {
      reads.push(ids);
      return ids.filter((id) => id !== 'nobody').map((id) => ({ id }));
    },
  };
  const { participant } = createLoaders({ messages: {}, rooms: {}, members } as unknown as Stores);
  const ids = ['a', 'b', 'a', 'nobody'];
  const found = await Promise.all(ids.map((id) => participant.load(id)));
  expect(found.map((one) => one?.id)).toEqual(['a', 'b', 'a', undefined]);
  expect(reads).toEqual([['a', 'b', 'nobody']]);
  await participant.load('a');
  expect(reads).toHaveLength(2);
});
