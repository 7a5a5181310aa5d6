import { toRefusal, type Refusal } from '../../../apollo/refusal';
import { createStore, type Store } from '../../../app/store';
import type { MessageChange, PendingChange } from '../timeline/pendingChanges';
import type { Message } from '../timeline/timeline';

interface MessageChangesOptions {
  /** Asks the server for the change; resolves with the message as it is stored then. */
  send: (messageId: string, change: MessageChange) => Promise<Message>;
  onChanged: (message: Message) => void;
}

/**
 * Changes messages: what is asked for is shown at once, and taken back where the server refuses. Changes of
 * one message go to the server one after the other, so that the last one asked for is the last one done.
 */
export class MessageChanges {
  readonly pending: Pick<Store<readonly PendingChange[]>, 'get' | 'subscribe'>;

  readonly #pending = createStore<readonly PendingChange[]>([]);
  readonly #options: MessageChangesOptions;
  readonly #latest = new Map<string, Promise<unknown>>();

  constructor(options: MessageChangesOptions) {
    this.#options = options;
    this.pending = this.#pending;
  }

  /** Resolves with why it was refused, or null. */
  async change(messageId: string, change: MessageChange): Promise<Refusal | null> {
    const entry: PendingChange = { messageId, change };
    this.#pending.set([...this.#pending.get(), entry]);
    const before = this.#latest.get(messageId) ?? Promise.resolve();
    const sent = before.then(() => this.#send(entry));
    this.#latest.set(messageId, sent);
    const refusal = await sent;
    if (this.#latest.get(messageId) === sent) this.#latest.delete(messageId);
    return refusal;
  }

  async #send(entry: PendingChange): Promise<Refusal | null> {
    let refusal: Refusal | null = null;
    try {
      const message = await this.#options.send(entry.messageId, entry.change);
      // First, so that there is no moment without the change.
      this.#options.onChanged(message);
    } catch (error) {
      refusal = toRefusal(error);
    }
    this.#pending.set(this.#pending.get().filter((other) => other !== entry));
    return refusal;
  }
}
