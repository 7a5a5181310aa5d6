import type { Logger } from '../../logger';
import type { StoredParticipant } from '../../store/member-store';
import type { Loaders } from '../loaders';
import { Pacer } from '../pacer';
import type { RoomSignal } from '../room-change';
import type { Presence } from './presence';
import { mostNamed } from './presence-store';

/** Nobody is told of comings and goings more often than this. */
const tellEvery = 1_000; // a second

/** How people are loaded who are to be shown; see {@link Loaders}. */
export interface PeopleLoaders {
  membership: Pick<Loaders['membership'], 'load'>;
  participant: Pick<Loaders['participant'], 'load'>;
}

interface PresenceWatchOptions {
  roomId: string;
  loaders: PeopleLoaders;
  presence: Presence;
  logger: Logger;
  emit: (signal: RoomSignal) => void;
}

/**
 * Tells those who listen to one room in this process who came and who left since they were last told.
 *
 * The bus only says that something changed. Who is there is then asked of the store, and compared with
 * what was told before: so what the bus drops, repeats or overtakes does no harm, and who is away for a
 * moment only was never away.
 */
export class PresenceWatch {
  readonly #options: PresenceWatchOptions;
  readonly #pacer: Pacer;
  readonly #stopWatching: () => void;
  /** Who was told to be there; null where they are too many to name. */
  #known: ReadonlySet<string> | null = new Set();
  /** Who of them was there through this process. */
  #knownHere: ReadonlySet<string> = new Set();
  #onlineCount = 0;

  constructor(options: PresenceWatchOptions) {
    this.#options = options;
    this.#pacer = new Pacer(
      () => this.#tell(),
      () => tellEvery,
    );
    this.#stopWatching = options.presence.watch(options.roomId, () => {
      this.lookAgain();
    });
  }

  /** As it was last told. */
  get onlineCount(): number {
    return this.#onlineCount;
  }

  async open(): Promise<void> {
    await this.#look();
  }

  lookAgain(): void {
    this.#pacer.ask();
  }

  close(): void {
    this.#pacer.stop();
    this.#stopWatching();
  }

  async #tell(): Promise<void> {
    const [before, countBefore] = [this.#known, this.#onlineCount];
    try {
      await this.#look();
      const now = this.#known;
      // Who cannot be named now, or could not before, is counted.
      const isNamed = before !== null && now !== null;
      const joined = isNamed ? await this.#participants(now, before) : [];
      const left = isNamed ? await this.#participants(before, now) : [];
      const isNews = this.#onlineCount !== countBefore || joined.length > 0 || left.length > 0;
      const onlineCount = this.#onlineCount;
      if (isNews) this.#options.emit({ kind: 'presence', onlineCount, joined, left });
    } catch (error) {
      [this.#known, this.#onlineCount] = [before, countBefore];
      this.#options.logger.warn({ err: error }, 'Who is in a room could not be read');
      this.lookAgain();
    }
  }

  async #look(): Promise<void> {
    const { presence, roomId } = this.#options;
    const here = presence.here(roomId);
    const { count, userIds } = await presence.attendance(roomId);
    if (presence.isWhole) {
      this.#known = userIds && new Set(userIds);
      this.#onlineCount = count;
    } else {
      // Those of the other processes cannot be asked for: they stay as they were.
      const elsewhere = [...(this.#known ?? [])].filter((userId) => !this.#knownHere.has(userId));
      const people = new Set([...elsewhere, ...here, ...(userIds ?? [])]);
      const hidden = this.#known === null ? this.#onlineCount - this.#knownHere.size : 0;
      this.#onlineCount = people.size + Math.max(0, hidden);
      this.#known = this.#known === null || people.size > mostNamed ? null : people;
    }
    this.#knownHere = here;
  }

  /** The members among those who are in one set, and not in the other. */
  async #participants(
    some: ReadonlySet<string>,
    others: ReadonlySet<string>,
  ): Promise<StoredParticipant[]> {
    const { loaders, roomId } = this.#options;
    const people = await Promise.all(
      [...some]
        .filter((userId) => !others.has(userId))
        .map(async (userId) => {
          const membership = await loaders.membership.load({ roomId, userId });
          return membership && loaders.participant.load(membership.id);
        }),
    );
    return people.filter((person) => person !== null);
  }
}
