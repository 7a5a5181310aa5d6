import { roomChannel, type EventBus } from '@coco-chat/collections';
import type DataLoader from 'dataloader';

import { gatheringLoader } from '../../gathering-loader';
import type { Departure } from '../../transport/departure';
import { Pacer } from '../pacer';
import { sitePlace, type Attendance, type PresenceStore } from './presence-store';

/** Somebody's being in a place, by one subscription or connection. */
export interface Stay {
  /** Resolves once it counts. */
  entered: Promise<void>;
  /** Ends it; a second time does nothing. */
  leave(departure: Departure): void;
}

/** About how many the store is asked at once. */
const maxBatchSize = 1_000;

interface PresenceOptions {
  store: PresenceStore;
  bus: EventBus;
  /** How long a lost connection may take to come back, in milliseconds. Default: 15 seconds. */
  graceMs?: number;
}

interface Guest {
  stays: number;
  /** Runs while nothing is left but a lost connection that may come back. */
  grace?: NodeJS.Timeout;
}

interface Person {
  place: string;
  userId: string;
}

/** How often a process announces that people came to or left one room, at most. */
const announceEvery = 250; // a quarter of a second

/** Who is where through this process, told to the store; and who is where at all, asked of it. */
export class Presence {
  readonly #options: PresenceOptions;
  readonly #guests = new Map<string, Map<string, Guest>>();
  /** Who came or went since the store was last told, by place. */
  #untold = new Map<string, Set<string>>();
  #telling: Promise<void> | null = null;
  readonly #announcements = new Map<string, Pacer>();
  readonly #watchers = new Map<string, Set<() => void>>();
  readonly #stopListening: () => void;
  readonly #counts: DataLoader<string, number>;
  readonly #there: DataLoader<Person, boolean, string>;

  constructor(options: PresenceOptions) {
    this.#options = options;
    const { store } = options;
    this.#counts = gatheringLoader((places) => store.counts(places), { maxBatchSize });
    this.#there = gatheringLoader((people) => store.areThere(people), { maxBatchSize });
    this.#stopListening = store.onChange((place) => {
      if (place !== null) this.#announce(place);
      else for (const watchers of this.#watchers.values()) for (const look of watchers) look();
    });
  }

  get isWhole(): boolean {
    return this.#options.store.isWhole;
  }

  enter(place: string, userId: string): Stay {
    const guests = this.#guests.get(place) ?? new Map<string, Guest>();
    this.#guests.set(place, guests);
    const guest = guests.get(userId) ?? { stays: 0 };
    clearTimeout(guest.grace);
    delete guest.grace;
    guest.stays += 1;
    const isNew = !guests.has(userId);
    guests.set(userId, guest);
    const entered = isNew ? this.#tell(place, userId) : (this.#telling ?? Promise.resolve());
    let isOver = false;
    return {
      entered,
      leave: (departure) => {
        if (isOver) return;
        isOver = true;
        guest.stays -= 1;
        if (guest.stays > 0) return;
        if (departure === 'left') this.#remove(place, userId);
        else {
          const { graceMs = 15_000 } = this.#options;
          guest.grace = setTimeout(() => {
            this.#remove(place, userId);
          }, graceMs).unref();
        }
      },
    };
  }

  /** Those who are in a place through this process. */
  here(place: string): ReadonlySet<string> {
    return new Set(this.#guests.get(place)?.keys());
  }

  attendance(place: string): Promise<Attendance> {
    return this.#options.store.attendance(place);
  }

  count(place: string): Promise<number> {
    return this.#counts.load(place);
  }

  isThere(place: string, userId: string): Promise<boolean> {
    return this.#there.load({ place, userId });
  }

  /** Calls back when nobody can tell what happened meanwhile. @returns how to stop listening */
  watch(place: string, lookAgain: () => void): () => void {
    const watchers = this.#watchers.get(place) ?? new Set();
    this.#watchers.set(place, watchers.add(lookAgain));
    return () => {
      watchers.delete(lookAgain);
      if (watchers.size === 0) this.#watchers.delete(place);
    };
  }

  /** Those who are there are left as they are: they may go on through another process. */
  async close(): Promise<void> {
    this.#stopListening();
    for (const guests of this.#guests.values()) {
      for (const { grace } of guests.values()) clearTimeout(grace);
    }
    await this.#telling;
    for (const pacer of this.#announcements.values()) pacer.stop();
  }

  #remove(place: string, userId: string): void {
    const guests = this.#guests.get(place);
    guests?.delete(userId);
    if (guests?.size === 0) this.#guests.delete(place);
    void this.#tell(place, userId);
  }

  /** Tells the store how it stands, once for all who come and go in this turn of the event loop. */
  #tell(place: string, userId: string): Promise<void> {
    const people = this.#untold.get(place) ?? new Set();
    this.#untold.set(place, people.add(userId));
    this.#telling ??= new Promise<void>(setImmediate).then(async () => {
      this.#telling = null;
      const untold = this.#untold;
      this.#untold = new Map();
      await Promise.all([...untold].map(([at, userIds]) => this.#tellOf(at, [...userIds])));
    });
    return this.#telling;
  }

  async #tellOf(place: string, userIds: readonly string[]): Promise<void> {
    const { store } = this.#options;
    const guests = this.#guests.get(place);
    const isHere = (userId: string): boolean => guests?.has(userId) ?? false;
    const [come, gone] = [userIds.filter(isHere), userIds.filter((userId) => !isHere(userId))];
    const changed = await Promise.all([
      come.length > 0 && store.enter(place, come),
      gone.length > 0 && store.leave(place, gone),
    ]);
    if (changed.includes(true)) this.#announce(place);
  }

  #announce(place: string): void {
    if (place === sitePlace) return;
    let pacer = this.#announcements.get(place);
    if (!pacer) {
      const { bus } = this.#options;
      pacer = new Pacer(
        () => bus.publish(roomChannel(place), { type: 'presence.changed', roomId: place }),
        () => announceEvery,
        () => this.#announcements.delete(place),
      );
      this.#announcements.set(place, pacer);
    }
    pacer.ask();
  }
}
