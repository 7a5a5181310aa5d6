import { attachChatWriter, type EventBus } from '@coco-chat/collections';
import type { Payload } from 'payload';

import { Changing } from './rooms/changing';
import { createLoaders } from './rooms/loaders';
import { createChatWriter } from './rooms/moderating';
import { RoomSanctions } from './safety/sanctions';
import { createStores } from './store/create-stores';

export interface AttachedChat {
  /** Finishes what is being stored. */
  close(): Promise<void>;
}

/**
 * Lets what moderators change in this process reach the chat, where the chat itself is served by other
 * processes. A chat-server does the same for its own.
 */
export async function attachChat(payload: Payload, bus: EventBus): Promise<AttachedChat> {
  const stores = await createStores(payload);
  const changing = new Changing({ store: stores.messages, bus });
  const loaders = createLoaders(stores);
  const sanctions = new RoomSanctions({ payload, store: stores.sanctions, loaders, bus });
  attachChatWriter(payload, createChatWriter(stores, changing, sanctions));
  return {
    async close() {
      await changing.close();
      await stores.close();
    },
  };
}
