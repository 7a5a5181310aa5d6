import {
  createSourceEventStream,
  execute,
  type ExecutionArgs,
  type ExecutionResult,
} from 'graphql';

import { SharedEvents } from './shared-events';

/**
 * What graphql's `subscribe` does, but that {@link SharedEvents} are given back as they are: they are not
 * executed for one subscriber alone.
 */
export async function subscribe(
  args: ExecutionArgs,
): Promise<ExecutionResult | AsyncIterableIterator<ExecutionResult> | SharedEvents<object>> {
  const events = await createSourceEventStream(args);
  if (!(Symbol.asyncIterator in events) || events instanceof SharedEvents) return events;
  const iterator = events[Symbol.asyncIterator]();
  const results: AsyncIterableIterator<ExecutionResult> = {
    next: async () => {
      const event = await iterator.next();
      if (event.done) return { done: true, value: undefined };
      return { done: false, value: await execute({ ...args, rootValue: event.value }) };
    },
    return: async () => {
      await iterator.return?.();
      return { done: true, value: undefined };
    },
    [Symbol.asyncIterator]() {
      return results;
    },
  };
  return results;
}
