import path from 'node:path';

import { expect, test } from '@jest/globals';

import { repositoryRoot } from '../harness/repository-root';
import { measuredCosts } from './measured-costs';

test('the results that are kept say how many servers and listeners each size had', async () => {
  const { messages } = await measuredCosts(path.join(repositoryRoot, 'bench/results'));
  expect(messages.map(({ listeners, servers }) => [servers, listeners])).toEqual([
    [1, 1_200],
    [2, 1_200],
    [4, 1_200],
    [2, 2_400],
    [4, 4_800],
  ]);
  for (const { measured, modelled } of messages) expect(measured / modelled).toBeGreaterThan(0.1);
});
