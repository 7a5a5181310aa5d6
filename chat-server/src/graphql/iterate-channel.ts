import type { BusEvent, EventBus } from '@coco-chat/collections';

/** Who is this many events behind hears of the newest only. */
const mostWaiting = 100;

/** The events of one kind on a channel, as they come, until the iteration is ended. */
export async function iterateChannel<Event extends BusEvent>(
  bus: EventBus,
  channel: string,
  type: Event['type'],
): Promise<AsyncIterableIterator<Event>> {
  const waiting: Event[] = [];
  let wake: ((result: IteratorResult<Event>) => void) | undefined;
  let isDone = false;

  const unsubscribe = await bus.subscribe(channel, (event) => {
    if (event.type !== type) return;
    if (wake) {
      wake({ done: false, value: event as Event });
      wake = undefined;
      return;
    }
    waiting.push(event as Event);
    if (waiting.length > mostWaiting) waiting.shift();
  });

  const events: AsyncIterableIterator<Event> = {
    next: () => {
      const event = waiting.shift();
      if (event) return Promise.resolve({ done: false, value: event });
      if (isDone) return Promise.resolve({ done: true, value: undefined });
      return new Promise((resolve) => {
        wake = resolve;
      });
    },
    return: async () => {
      isDone = true;
      wake?.({ done: true, value: undefined });
      await unsubscribe();
      return { done: true, value: undefined };
    },
    [Symbol.asyncIterator]() {
      return events;
    },
  };
  return events;
}
