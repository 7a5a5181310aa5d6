import { attachChatWriter, attachRandomDesk, type EventBus } from '@coco-chat/collections';
import type { Payload } from 'payload';

import type { Environment } from './environment';
import type { Logger } from './logger';
import { createQueue } from './random/queue/create-queue';
import { RandomSessions } from './random/sessions';
import { Changing } from './rooms/changing';
import { createLoaders } from './rooms/loaders';
import { createChatWriter } from './rooms/moderating';
import { RoomSanctions } from './safety/sanctions';
import { createStores } from './store/create-stores';

interface AttachOptions {
  bus: EventBus;
  environment: Pick<Environment, 'redisUrl'>;
  logger: Logger;
}

export interface AttachedChat {
  /** Finishes what is being stored. */
  close(): Promise<void>;
}

/**
 * Lets what moderators change in this process reach the chat, where the chat itself is served by other
 * processes. A chat-server does the same for its own.
 */
export async function attachChat(
  payload: Payload,
  { bus, environment, logger }: AttachOptions,
): Promise<AttachedChat> {
  const stores = await createStores(payload);
  const changing = new Changing({ store: stores.messages, bus });
  const loaders = createLoaders(stores);
  const sanctions = new RoomSanctions({ payload, store: stores.sanctions, loaders, bus });
  attachChatWriter(payload, createChatWriter(stores, changing, sanctions));
  // Nobody enters the queue here; it is asked how many wait.
  const queue = createQueue(environment, logger);
  const randomSessions = new RandomSessions({ store: stores.random, bus });
  attachRandomDesk(payload, {
    waiting: () => queue.waiting(),
    end: (id) => randomSessions.end(id, 'moderated', null),
  });
  return {
    async close() {
      await queue.close();
      await changing.close();
      await stores.close();
    },
  };
}
