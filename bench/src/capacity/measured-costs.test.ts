import path from 'node:path';

import { expect, test } from '@jest/globals';

import { repositoryRoot } from '../harness/repository-root';
import { measuredCosts } from './measured-costs';

const kept = path.join(repositoryRoot, 'bench/results');

test('the results that are kept say how many servers and listeners each size had', async () => {
  const { messages } = await measuredCosts(kept);
  expect(messages.map(({ listeners, servers }) => [servers, listeners])).toEqual([
    [1, 1_200],
    [2, 1_200],
    [4, 1_200],
    [2, 2_400],
    [4, 4_800],
  ]);
});

test('nothing that a site of any size is reckoned with is for free', async () => {
  const { costs } = await measuredCosts(kept);
  const { redis, ...others } = costs;
  const free = Object.entries({ ...others, ...redis }).filter(([, cost]) => !(cost > 0));
  expect(free).toEqual([]);
});
