import type {
  AttachedChat,
  Bus,
  ChatServer,
  Logger,
  PresenceStore,
  Readiness,
} from '@coco-chat/chat-server';
import type { Payload } from 'payload';

import type { Door } from './door';
import type { GuestLimits } from './guest-limits';
import type { NextApp } from './next-app';
import type { VisitorAnswers } from './shared-answers/visitor-answers';

/** What the process consists of; each is there once it is open. */
export interface Parts {
  door?: Door;
  readiness?: Readiness;
  payload?: Payload;
  bus?: Bus;
  presence?: PresenceStore;
  guestLimits?: GuestLimits;
  chat?: ChatServer;
  /** In place of the chat, where other processes serve it. */
  attachedChat?: AttachedChat;
  next?: NextApp;
  /** Not in development, where the config changes while it runs. */
  visitorAnswers?: VisitorAnswers;
}

/** Closes what is open: nobody new comes in, those inside leave, and the stores are closed last. */
export async function closeParts(parts: Parts, logger: Logger): Promise<void> {
  parts.readiness?.stop();
  const leaving = parts.door?.close();
  const steps: [string, () => Promise<unknown> | undefined][] = [
    ['chat', () => parts.chat?.close()],
    ['requests under way', () => leaving],
    ['admin panel', () => parts.next?.close()],
    ['answers for visitors', () => parts.visitorAnswers?.close()],
    ['guest limits', () => parts.guestLimits?.close()],
    ['what the chat stores', () => parts.attachedChat?.close()],
    ['event bus', () => parts.bus?.close()],
    ['presence', () => parts.presence?.close()],
    ['database', () => parts.payload?.destroy()],
  ];
  for (const [name, close] of steps) {
    try {
      await close();
    } catch (error) {
      logger.error({ err: error }, `closing failed: ${name}`);
    }
  }
}
