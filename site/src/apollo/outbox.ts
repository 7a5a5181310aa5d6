import { createStore, type Store } from '../app/store';
import { backoffDelay, waitOrWake } from './backoff';
import type { MessageFieldsFragment } from './generated/chat';
import type { OutboxEntry, OutboxStorage } from './outboxStorage';
import { isFinal, toRefusal } from './refusal';

interface OutboxOptions {
  storage: OutboxStorage;
  /** Rejects with what Apollo throws. */
  send: (entry: OutboxEntry) => Promise<MessageFieldsFragment>;
  /** Waits before the next attempt, in milliseconds; shorter where something says it may work now. */
  wait?: (delayMs: number, signal: AbortSignal) => Promise<void>;
}

/** What its author has written. */
export type Draft = Pick<OutboxEntry, 'text'> &
  Partial<Pick<OutboxEntry, 'replyTo' | 'attachments'>>;

type AcknowledgementListener = (message: MessageFieldsFragment) => void;

/**
 * Sends messages until the server has acknowledged each of them: in the order they were written within a
 * room, again after any failure, and again after a reload. Only a refusal that would be repeated stops a
 * message, which then waits for its author, while those behind it go on.
 */
export class Outbox {
  readonly entries: Pick<Store<readonly OutboxEntry[]>, 'get' | 'subscribe'>;

  /** When each room takes the next message, by its id, in milliseconds since 1970: where the server said to wait. */
  readonly waits: Pick<Store<ReadonlyMap<string, number>>, 'get' | 'subscribe'>;

  readonly #entries: Store<readonly OutboxEntry[]>;
  readonly #waits = createStore<ReadonlyMap<string, number>>(new Map());
  readonly #options: Required<OutboxOptions>;
  readonly #stopped = new AbortController();
  readonly #sendingRooms = new Set<string>();
  readonly #listeners = new Set<AcknowledgementListener>();

  constructor(options: OutboxOptions) {
    this.#options = { wait: waitOrWake, ...options };
    this.#entries = createStore<readonly OutboxEntry[]>(options.storage.readAll());
    this.entries = this.#entries;
    this.waits = this.#waits;
  }

  /** Takes up what was left from before. */
  start(): void {
    for (const { roomId } of this.#entries.get()) void this.#sendRoom(roomId);
  }

  /** Sends nothing more; what is unsent stays in the storage. */
  stop(): void {
    this.#stopped.abort();
    this.#listeners.clear();
  }

  add(roomId: string, { text, replyTo = null, attachments = [] }: Draft): void {
    const latest = this.#entries.get().at(-1)?.queuedAt ?? 0;
    const entry: OutboxEntry = {
      clientMessageId: crypto.randomUUID(),
      roomId,
      text,
      replyTo,
      attachments,
      queuedAt: Math.max(Date.now(), latest + 1),
      failure: null,
    };
    this.#options.storage.write(entry);
    this.#entries.set([...this.#entries.get(), entry]);
    void this.#sendRoom(roomId);
  }

  /** Sends a refused message again. */
  retry(clientMessageId: string): void {
    this.#update(clientMessageId, { failure: null });
    const entry = this.#find(clientMessageId);
    if (entry) void this.#sendRoom(entry.roomId);
  }

  /** Forgets a message: refused, and given up by its author; or known to be stored. */
  remove(clientMessageId: string): void {
    if (!this.#find(clientMessageId)) return;
    this.#options.storage.remove(clientMessageId);
    this.#entries.set(
      this.#entries.get().filter((entry) => entry.clientMessageId !== clientMessageId),
    );
  }

  /** Forgets all that waits for a room: nobody is there any more to read it. */
  removeRoom(roomId: string): void {
    for (const entry of this.#entries.get()) {
      if (entry.roomId === roomId) this.remove(entry.clientMessageId);
    }
  }

  /** Calls back with each message as the server stored it. Returns what ends that. */
  onAcknowledged(listener: AcknowledgementListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  async #sendRoom(roomId: string): Promise<void> {
    if (this.#sendingRooms.has(roomId)) return;
    this.#sendingRooms.add(roomId);
    try {
      let failures = 0;
      for (;;) {
        const entry = this.#next(roomId);
        if (!entry || this.#stopped.signal.aborted) return;
        const delay = await this.#sendOne(entry, failures);
        failures = delay === null ? 0 : failures + 1;
        if (delay !== null) await this.#options.wait(delay, this.#stopped.signal);
      }
    } finally {
      this.#sendingRooms.delete(roomId);
    }
  }

  /** Returns null when the entry is done with, else how long to wait before it is sent again. */
  async #sendOne(entry: OutboxEntry, failures: number): Promise<number | null> {
    try {
      const message = await this.#options.send(entry);
      // Whoever shows messages learns of the stored one first, so that there is no moment without either.
      for (const listener of [...this.#listeners]) listener(message);
      this.remove(entry.clientMessageId);
      return null;
    } catch (error) {
      const refusal = toRefusal(error);
      if (isFinal(refusal)) {
        this.#update(entry.clientMessageId, { failure: refusal });
        return null;
      }
      if (refusal.code === 'RATE_LIMITED' && refusal.retryAfterMs !== undefined) {
        const until = Date.now() + refusal.retryAfterMs;
        this.#waits.set(new Map(this.#waits.get()).set(entry.roomId, until));
      }
      return refusal.retryAfterMs ?? backoffDelay(failures + 1);
    }
  }

  #next(roomId: string): OutboxEntry | undefined {
    return this.#entries.get().find((entry) => entry.roomId === roomId && entry.failure === null);
  }

  #find(clientMessageId: string): OutboxEntry | undefined {
    return this.#entries.get().find((entry) => entry.clientMessageId === clientMessageId);
  }

  #update(clientMessageId: string, change: Partial<OutboxEntry>): void {
    this.#entries.set(
      this.#entries.get().map((entry) => {
        if (entry.clientMessageId !== clientMessageId) return entry;
        const changed = { ...entry, ...change };
        this.#options.storage.write(changed);
        return changed;
      }),
    );
  }
}
