import { sessionStore } from '../features/account/session';
import { outboxStorage } from './outboxStorage';

/** Sends what was left unsent before a reload, on whatever page the visitor is now. */
export function resumeOutbox(): void {
  const session = sessionStore.get();
  const isWaiting = session && outboxStorage(session.user.id).readAll().length > 0;
  // Chat begins to send as soon as it is loaded.
  if (isWaiting) void import('./chatServices').catch(() => undefined);
}
