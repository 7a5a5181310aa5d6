/** Who is in a place, as far as it can be said. */
export interface Attendance {
  /** How many people are there. */
  count: number;
  /** Who they are; null where they are more than {@link mostNamed}. */
  userIds: readonly string[] | null;
}

/** In a place with more people they are counted, and not named. */
export const mostNamed = 100;

/** The place where everybody is who is connected at all; every other place is the id of a room. */
export const sitePlace = 'site';

/** How many accounts are connected, guests too, in all processes. */
export const countOnline = async (store: Pick<PresenceStore, 'counts'>): Promise<number> =>
  (await store.counts([sitePlace]))[0] ?? 0;

/**
 * Who is where, over all processes. Each process says who is there through it; somebody there through
 * several processes is one person. Nothing rejects: while the others cannot be asked, a process answers
 * from what it knows itself.
 */
export interface PresenceStore {
  /**
   * False while the people of other processes may be missing: the store is away, or came back empty and
   * not everybody has said anew who is there.
   */
  readonly isWhole: boolean;
  /** @returns whether somebody is there now who was not before */
  enter(place: string, userIds: readonly string[]): Promise<boolean>;
  /** @returns whether somebody is nowhere in the place any more */
  leave(place: string, userIds: readonly string[]): Promise<boolean>;
  attendance(place: string): Promise<Attendance>;
  /** How many people are in each place, in the order asked, in one round trip. */
  counts(places: readonly string[]): Promise<number[]>;
  /** Whether each person is in the place, in the order asked, in one round trip. */
  areThere(people: readonly { place: string; userId: string }[]): Promise<boolean[]>;
  /**
   * Calls back when people are gone with a process that ended, or, with null, when anybody may have come
   * or gone unseen.
   *
   * @returns how to stop listening
   */
  onChange(listener: (place: string | null) => void): () => void;
  /** Lets go of the store. Those who are there through this process stay for a while, to come back to another. */
  close(): Promise<void>;
}
