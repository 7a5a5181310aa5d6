import { expect, test } from '@jest/globals';

import { ChangeQueue } from './change-queue';
import { startingWith } from './starting-with';

test('the first value comes first, and the rest mapped', async () => {
  const changes = new ChangeQueue(10, () => undefined);
  const events = startingWith('history', changes, ({ revision }) => `revision ${revision}`);
  changes.push([{ kind: 'room', revision: 1 }]);
  expect(await events.next()).toEqual({ done: false, value: 'history' });
  expect(await events.next()).toEqual({ done: false, value: 'revision 1' });
});

test('leaving ends what is waited for at once', async () => {
  let left = 0;
  const changes = new ChangeQueue(10, () => (left += 1));
  const events = startingWith('history', changes, String);
  await events.next();
  const waiting = events.next();
  await events.return?.();
  expect(await waiting).toEqual({ done: true, value: undefined });
  expect(left).toBe(1);
});
