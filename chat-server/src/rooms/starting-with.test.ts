import { expect, test } from '@jest/globals';

import { ChangeQueue } from './change-queue';
import { startingWith } from './starting-with';

test('the first value comes first, and the rest mapped, but for what maps to nothing', async () => {
  const changes = new ChangeQueue(10, () => undefined);
  const events = startingWith('history', changes, (event) =>
    event.kind === 'room' && event.revision !== 2 ? `revision ${event.revision}` : null,
  );
  changes.push([1, 2, 3].map((revision) => ({ kind: 'room', revision })));
  const values: unknown[] = [];
  for (let index = 0; index < 3; index += 1) values.push((await events.next()).value);
  expect(values).toEqual(['history', 'revision 1', 'revision 3']);
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
