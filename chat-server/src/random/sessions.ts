import { randomUUID } from 'node:crypto';

import { personChannel, usualEditWindowSeconds, type EventBus } from '@coco-chat/collections';

import { aliasesToOffer } from '../rooms/alias';
import { announceRoom } from '../rooms/announce';
import type { EndReason, RandomStore, StoredSession } from '../store/random-store';
import type { Pairing, Ticket } from './queue/match-queue';

interface SessionsOptions {
  store: RandomStore;
  bus: EventBus;
}

/** Where somebody in a session is present while they are subscribed to the random match. */
export const placeOf = ({ id }: Pick<StoredSession, 'id'>): string => `random:${id}`;

/** Begins and ends random sessions, and tells the two of them, wherever they are connected. */
export class RandomSessions {
  readonly #options: SessionsOptions;

  constructor(options: SessionsOptions) {
    this.#options = options;
  }

  /**
   * Brings two together in a room of their own. Both are told to look; where the database does not let
   * them (one sits elsewhere, or has blocked the other), they look too, and wait on.
   */
  async open({ sharedInterests, tickets }: Pairing): Promise<StoredSession | null> {
    const [a, b] = tickets;
    const now = Date.now();
    const language = a.language === b.language ? a.language : null;
    const [aliasA, aliasB] = distinctAliases(language ?? a.language ?? b.language ?? 'ko');
    const member = ({ since, userId }: Ticket, alias: string) => ({
      userId,
      alias,
      participantId: randomUUID(),
      waitMs: Math.max(0, now - since),
    });
    try {
      return await this.#options.store.start({
        slug: `random-${randomUUID()}`,
        editWindowSeconds: usualEditWindowSeconds,
        members: [member(a, aliasA), member(b, aliasB)],
        sharedInterests,
        language,
      });
    } finally {
      for (const { userId } of tickets) this.#tell(userId);
    }
  }

  /**
   * @param endedBy the account that left or was lost; null for nobody of the two
   * @returns false when it had ended before
   */
  async end(id: string, reason: EndReason, endedBy: string | null): Promise<boolean> {
    const ended = await this.#options.store.end(id, reason, endedBy);
    if (!ended) return false;
    const { revision, session } = ended;
    announceRoom(this.#options.bus, session.roomId, revision);
    for (const userId of session.userIds) this.#tell(userId);
    return true;
  }

  /** Nobody waits for the bus: what it loses is found in the database. */
  #tell(userId: string): void {
    const event = { type: 'random.changed', userId, reason: 'session' } as const;
    void this.#options.bus.publish(personChannel(userId), event);
  }
}

/** Names for two, in a language that both can read where there is one. */
function distinctAliases(language: string): [string, string] {
  const [first = '', ...others] = aliasesToOffer(language);
  return [first, others.find((alias) => alias !== first) ?? `${first} 2`];
}
