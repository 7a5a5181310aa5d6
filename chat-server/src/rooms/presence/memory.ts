import { mostNamed, type Attendance, type PresenceStore } from './presence-store';

const nobody: ReadonlySet<string> = new Set();

/** The presence of the embedded default: everybody is there through this process. */
export class MemoryPresence implements PresenceStore {
  readonly isWhole = true;
  readonly #places = new Map<string, Set<string>>();

  /** Every place where somebody is, and who. */
  get places(): ReadonlyMap<string, ReadonlySet<string>> {
    return this.#places;
  }

  enter(place: string, userIds: readonly string[]): Promise<boolean> {
    const there = this.#places.get(place) ?? new Set();
    const before = there.size;
    for (const userId of userIds) there.add(userId);
    if (there.size > 0) this.#places.set(place, there);
    return Promise.resolve(there.size > before);
  }

  leave(place: string, userIds: readonly string[]): Promise<boolean> {
    const there = this.#places.get(place);
    const gone = userIds.filter((userId) => there?.delete(userId));
    if (there?.size === 0) this.#places.delete(place);
    return Promise.resolve(gone.length > 0);
  }

  attendance(place: string): Promise<Attendance> {
    const there = this.#in(place);
    return Promise.resolve({
      count: there.size,
      userIds: there.size > mostNamed ? null : [...there],
    });
  }

  counts(places: readonly string[]): Promise<number[]> {
    return Promise.resolve(places.map((place) => this.#in(place).size));
  }

  areThere(people: readonly { place: string; userId: string }[]): Promise<boolean[]> {
    return Promise.resolve(people.map(({ place, userId }) => this.#in(place).has(userId)));
  }

  onChange(): () => void {
    return () => undefined;
  }

  close(): Promise<void> {
    this.#places.clear();
    return Promise.resolve();
  }

  #in(place: string): ReadonlySet<string> {
    return this.#places.get(place) ?? nobody;
  }
}
