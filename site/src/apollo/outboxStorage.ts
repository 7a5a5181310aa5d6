import { storage } from '../app/storage';
import type { AttachmentFieldsFragment, QuotedMessageFragment } from './generated/chat';
import type { Refusal } from './refusal';

/** A message that its author has sent off, and the server has not acknowledged yet. */
export interface OutboxEntry {
  /** What the server knows it by: sending it again posts nothing twice. */
  readonly clientMessageId: string;
  readonly roomId: string;
  readonly text: string;
  /** The message it answers. */
  readonly replyTo: QuotedMessageFragment | null;
  /** Uploaded already, in their order. */
  readonly attachments: readonly AttachmentFieldsFragment[];
  /** By this device's clock, in milliseconds since 1970; later entries have later times. */
  readonly queuedAt: number;
  /** Why it was refused for good; null while it is on its way. */
  readonly failure: Refusal | null;
}

export interface OutboxStorage {
  /** In the order they were queued. */
  readAll(): OutboxEntry[];
  write(entry: OutboxEntry): void;
  remove(clientMessageId: string): void;
  clear(): void;
}

/**
 * The outbox of one account on this device. Each entry has a key of its own, so that two tabs never write over
 * each other's.
 */
export function outboxStorage(userId: string): OutboxStorage {
  const prefix = `coco.outbox.${userId}.`;
  return {
    readAll: () =>
      storage
        .keys(prefix)
        .flatMap((key) => parseEntry(storage.read(key)) ?? [])
        .sort((a, b) => a.queuedAt - b.queuedAt),
    write: (entry) => void storage.write(prefix + entry.clientMessageId, JSON.stringify(entry)),
    remove: (clientMessageId) => void storage.write(prefix + clientMessageId, null),
    clear: () => storage.keys(prefix).forEach((key) => storage.write(key, null)),
  };
}

function parseEntry(stored: string | null): OutboxEntry | null {
  try {
    const entry = JSON.parse(stored ?? 'null') as Partial<OutboxEntry> | null;
    const isWhole =
      typeof entry?.clientMessageId === 'string' &&
      typeof entry.roomId === 'string' &&
      typeof entry.text === 'string' &&
      typeof entry.queuedAt === 'number';
    if (!isWhole) return null;
    return { failure: null, replyTo: null, attachments: [], ...entry } as OutboxEntry;
  } catch {
    return null;
  }
}
