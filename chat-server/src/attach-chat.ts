import { attachChatWriter, type EventBus } from '@coco-chat/collections';
import type { Payload } from 'payload';

import { Changing } from './rooms/changing';
import { createChatWriter } from './rooms/moderating';
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
  attachChatWriter(payload, createChatWriter(stores, changing));
  return {
    async close() {
      await changing.close();
      await stores.close();
    },
  };
}
