import { afterAll, beforeAll } from '@jest/globals';

import { Arrangement } from '../testing/arrangement';
import type { TestDatabase } from '../testing/payload';
import { describeBlocks } from './blocks.contract';
import { describeFilters } from './filters.contract';
import { describeLimits } from './limits.contract';
import { describeModeration } from './moderation.contract';

/** What keeps people safe, on one arrangement of processes. */
export function describeSafety(
  startDatabase: () => Promise<TestDatabase>,
  { processes }: { processes: 1 | 2 },
): void {
  let arrangement: Arrangement;
  beforeAll(async () => {
    arrangement = await Arrangement.start(startDatabase, { processes });
  });
  afterAll(async () => {
    await arrangement.stop();
  });

  const current = (): Arrangement => arrangement;
  describeLimits(current);
  describeFilters(current);
  describeModeration(current);
  describeBlocks(current);
}
