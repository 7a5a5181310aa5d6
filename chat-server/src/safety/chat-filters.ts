import { WordFilter } from '@coco-chat/collections';
import type { Payload } from 'payload';

import type { Bus } from '../bus/bus';
import { WatchedGlobal } from '../content/watched-global';
import { filtered } from '../errors';
import type { Logger } from '../logger';
import { LinkFilter } from './link-filter';

interface ChatFiltersOptions {
  payload: Payload;
  bus: Bus;
  logger: Logger;
  /** How often the lists are read anew, whatever the bus says. Default: 30 seconds. */
  rereadEveryMs?: number;
}

/** What the chat refuses to post, as the global `chat-filters` has it. */
export class ChatFilters {
  readonly #options: ChatFiltersOptions;
  #words = new WordFilter([], []);
  #links = new LinkFilter('all', []);
  /** When the lists in use were changed last; what is read again unchanged is not built again. */
  #version: string | null = null;
  #watched: WatchedGlobal | undefined;

  private constructor(options: ChatFiltersOptions) {
    this.#options = options;
  }

  /** Resolves once the lists are in use. Rejects when they cannot be read: nobody posts unfiltered. */
  static async open(options: ChatFiltersOptions): Promise<ChatFilters> {
    const filters = new ChatFilters(options);
    const { bus, logger, rereadEveryMs } = options;
    const read = (): Promise<void> => filters.#read();
    const global = 'chat-filters';
    filters.#watched = await WatchedGlobal.open({ global, read, bus, logger, rereadEveryMs });
    return filters;
  }

  /**
   * @param what shown to whoever wrote it: "A message", "A title"
   * @throws ChatError BAD_USER_INPUT for a word or link that is not allowed; it does not say which
   */
  assertAllowed(text: string, field: string, what = 'A message'): void {
    this.assertWordsAllowed(text, field, what);
    if (this.#links.catches(text)) {
      throw filtered(`${what} cannot have a link that is not allowed here.`, field, 'LINK_FILTER');
    }
  }

  /** The same for what is short and has no links, such as names. @throws ChatError BAD_USER_INPUT */
  assertWordsAllowed(text: string, field: string, what: string): void {
    if (this.#words.catches(text)) {
      throw filtered(`${what} cannot have a word that is not allowed here.`, field, 'WORD_FILTER');
    }
  }

  async close(): Promise<void> {
    await this.#watched?.close();
  }

  async #read(): Promise<void> {
    const lists = await this.#options.payload.findGlobal({
      slug: 'chat-filters',
      depth: 0,
      overrideAccess: true, // For the server itself: no member may read the lists.
    });
    const { allowedWords, domains, links, words } = lists;
    const version = JSON.stringify([words, allowedWords, links, domains]);
    if (version === this.#version) return;
    this.#words = new WordFilter(words ?? [], allowedWords ?? []);
    this.#links = new LinkFilter(links, domains ?? []);
    this.#version = version;
  }
}
