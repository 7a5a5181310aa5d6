import { waitFor } from '@coco-chat/e2e/servers';
import type { Payload } from 'payload';

import { searchMessages, type Found } from '../rooms/searching';
import type { Stores } from '../store/create-stores';
import type { StoredMembership } from '../store/member-store';
import type { MessageEdit, StoredMessage } from '../store/message-store';
import type { IndexProgress } from '../store/search-blocks';
import type { SearchIndex } from '../store/search-index';
import { createMember, createPerson, createRoom, newMessage } from './factories';

const at = '2026-01-02T03:04:05.678Z';

/** A room of a test's own, where somebody writes and searches. */
export class SearchedRoom {
  readonly #stores: Stores;
  readonly #index: SearchIndex;
  readonly #member: StoredMembership;

  private constructor(stores: Stores, index: SearchIndex, member: StoredMembership) {
    this.#stores = stores;
    this.#index = index;
    this.#member = member;
  }

  static async open(payload: Payload, stores: Stores, index: SearchIndex): Promise<SearchedRoom> {
    const { id } = await createRoom(payload);
    const member = await createMember(stores.members, id, (await createPerson(payload)).id);
    return new SearchedRoom(stores, index, member);
  }

  get id(): string {
    return this.#member.roomId;
  }

  /** Posts in one transaction. @param stores of the process that does. Default: this one. */
  async post(texts: readonly string[], stores = this.#stores): Promise<StoredMessage[]> {
    const messages = texts.map((text) => newMessage(this.#member, { text }));
    return (await stores.messages.post(messages)).map(({ message }) => message);
  }

  change(message: StoredMessage | undefined, set: MessageEdit): Promise<StoredMessage | null> {
    if (!message) throw new Error('No message');
    const { id, revision: expectedRevision, roomId } = message;
    return this.#stores.messages.change({ id, roomId, expectedRevision, set });
  }

  edit(message: StoredMessage | undefined, text: string): Promise<StoredMessage | null> {
    return this.change(message, { text, editedAt: at });
  }

  delete(message: StoredMessage | undefined): Promise<StoredMessage | null> {
    return this.change(message, { deletedAt: at });
  }

  search(
    text: string,
    { before = Number.MAX_SAFE_INTEGER, first = 100, stores = this.#stores } = {},
  ): Promise<Found> {
    return searchMessages(stores, { roomId: this.id, text, first, before, isShown: () => true });
  }

  /** What the first page of a search says. */
  async found(text: string): Promise<(string | null)[]> {
    return (await this.search(text)).messages.map((message) => message.text);
  }

  /** All that a search finds, page by page. @throws Error for a page with too many */
  async foundInPages(text: string, first: number): Promise<StoredMessage[]> {
    const found: StoredMessage[] = [];
    let before = Number.MAX_SAFE_INTEGER;
    for (;;) {
      const { hasMore, messages, reached } = await this.search(text, { before, first });
      if (messages.length > first || reached > before) throw new Error('Not a page');
      found.push(...messages);
      if (!hasMore) return found;
      before = reached;
    }
  }

  async progress(): Promise<IndexProgress> {
    const progress = await this.#index.progress(this.id);
    if (!progress) throw new Error('Nothing was posted');
    return progress;
  }

  /** Resolves once the index has come so far. */
  async indexedTo(seq: number): Promise<void> {
    await waitFor(async () => (await this.progress()).indexedTo >= seq, { what: 'the index' });
  }
}
