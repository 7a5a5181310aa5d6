import { accountsChannel, type EventBus } from '@coco-chat/collections';
import type { Payload } from 'payload';

import type { Bus } from '../bus/bus';
import { badInput, notFound } from '../errors';
import { gatheringLoader } from '../gathering-loader';
import type { Logger } from '../logger';
import type { Loaders } from '../rooms/loaders';
import { getRoom } from '../rooms/room-access';
import type { StoredRoom } from '../store/room-store';
import type { Target } from './sanctions';

interface BlocksOptions {
  payload: Payload;
  loaders: Loaders;
  bus: Bus;
  logger: Logger;
}

/** Whom one person has blocked, and in which scopes. */
export type BlockSet = ReadonlyMap<string, ReadonlySet<string>>;

interface Known {
  blocked: BlockSet;
  readAt: number;
}

/** How long what was read is good for where the bus may have lost that it changed. */
const goodFor = 30_000; // 30 seconds
const goodForInOutage = 500; // half a second
/** How many people's blocks are remembered. */
const mostRemembered = 50_000;
/** How many people's blocks one statement reads. */
const maxBatchSize = 500;
const none: BlockSet = new Map();

/**
 * Where a block acts: one made among display names in all such rooms, one made in an anonymous room in
 * that room alone. Otherwise whoever blocks an alias would see who vanishes elsewhere with it.
 */
const scopeOf = ({ id, identityMode }: Pick<StoredRoom, 'id' | 'identityMode'>): string =>
  identityMode === 'real' ? 'real' : id;

/** Who has blocked whom, remembered in each process for those who ask. */
export class Blocks {
  readonly #options: BlocksOptions;
  readonly #known = new Map<string, Known>();
  readonly #reading = new Map<string, Promise<Known>>();
  /** All who are asked about at the same time are read together. */
  readonly #reads = gatheringLoader<string, Known>((viewerIds) => this.#read(viewerIds), {
    maxBatchSize,
  });
  #version = 0;
  #lastHalf = 0;
  #stop: () => Promise<void> = () => Promise.resolve();

  private constructor(options: BlocksOptions) {
    this.#options = options;
  }

  static async open(options: BlocksOptions): Promise<Blocks> {
    const blocks = new Blocks(options);
    const unsubscribe = await options.bus.subscribe(accountsChannel, (event) => {
      if (event.type === 'blocks.changed') blocks.#forget(event.userId);
    });
    const forgetGaps = options.bus.onGap(() => {
      blocks.#known.clear();
      blocks.#version += 1;
    });
    blocks.#stop = async () => {
      forgetGaps();
      await unsubscribe();
    };
    return blocks;
  }

  async close(): Promise<void> {
    await this.#stop();
  }

  /** Nothing happens where it was blocked before. @throws ChatError NOT_FOUND, FORBIDDEN or BAD_USER_INPUT */
  async block(userId: string, target: Target): Promise<void> {
    const { blocked, scope } = await this.#target(userId, target);
    const { payload } = this.#options;
    if (blocked === userId) throw badInput('This is yourself.', 'participantId');
    try {
      await payload.create({
        collection: 'user-blocks',
        data: { blocker: userId, blocked, scope },
        depth: 0,
        overrideAccess: true, // Closed to every API: what is behind an alias stays there.
      });
    } catch (error) {
      this.#forget(userId);
      if (!(await this.#of(userId)).get(blocked)?.has(scope)) throw error;
    }
    await this.#announce(userId);
  }

  /** @throws ChatError NOT_FOUND or FORBIDDEN */
  async unblock(userId: string, target: Target): Promise<void> {
    const { blocked, scope } = await this.#target(userId, target);
    await this.#options.payload.delete({
      collection: 'user-blocks',
      where: {
        and: [
          { blocker: { equals: userId } },
          { blocked: { equals: blocked } },
          { scope: { equals: scope } },
        ],
      },
      depth: 0,
      overrideAccess: true, // As above.
    });
    await this.#announce(userId);
  }

  /** Whether a viewer has blocked an account, as far as a room goes. */
  async isBlocked(
    viewerId: string | null,
    userId: string | null,
    roomId: string,
  ): Promise<boolean> {
    if (viewerId === null || userId === null || viewerId === userId) return false;
    return this.isIn(await this.#of(viewerId), userId, roomId);
  }

  /** Whether an account is among those whom somebody has blocked, as far as a room goes. */
  async isIn(blocked: BlockSet, userId: string, roomId: string): Promise<boolean> {
    const scopes = blocked.get(userId);
    if (!scopes) return false;
    const room = await this.#options.loaders.room.load(roomId);
    return room !== null && scopes.has(scopeOf(room));
  }

  /**
   * Goes on whenever somebody's blocks may have changed, and when some will soon have to be read anew: what was
   * {@link remembered} holds as long as this is the same.
   */
  get version(): number {
    const half = this.#currentHalf;
    if (half !== this.#lastHalf) {
      this.#lastHalf = half;
      this.#version += 1;
    }
    return this.#version;
  }

  /**
   * Whom somebody has blocked, where that need not be read; otherwise null. What will soon be too old is
   * read anew in the background, for all who are asked about at the same time.
   */
  remembered(viewerId: string): BlockSet | null {
    const known = this.#known.get(viewerId);
    if (!known || !this.#isFresh(known)) return null;
    const isOfThisHalf = Math.floor((2 * known.readAt) / this.#goodFor) === this.#currentHalf;
    if (!isOfThisHalf && !this.#reading.has(viewerId)) this.#readSoon(viewerId);
    return known.blocked;
  }

  /** The same, read where it has to be. */
  async blockedBy(viewerId: string): Promise<BlockSet> {
    return this.remembered(viewerId) ?? this.#of(viewerId);
  }

  /**
   * The same for what is asked too often to wait: from what is remembered, which is read anew in the
   * background when it is old.
   */
  async watch(
    viewerId: string,
    room: Pick<StoredRoom, 'id' | 'identityMode'>,
  ): Promise<(userId: string) => boolean> {
    const scope = scopeOf(room);
    let last = await this.#of(viewerId);
    return (userId) => {
      const known = this.#known.get(viewerId);
      if (known) last = known.blocked;
      if (!known || !this.#isFresh(known)) this.#readSoon(viewerId);
      return last.get(userId)?.has(scope) ?? false;
    };
  }

  /** The accounts that a viewer has blocked, as far as a room goes. */
  async blockedIn(
    viewerId: string,
    room: Pick<StoredRoom, 'id' | 'identityMode'>,
  ): Promise<string[]> {
    const scope = scopeOf(room);
    const blocked = await this.#of(viewerId);
    return [...blocked].filter(([, scopes]) => scopes.has(scope)).map(([userId]) => userId);
  }

  async #target(userId: string, { participantId, roomId }: Target) {
    const { loaders } = this.#options;
    const { room } = await getRoom(loaders, userId, roomId, 'roomId');
    const participant = await loaders.participantIn.load({ roomId, participantId });
    if (!participant) throw notFound('The participant', 'participantId');
    return { blocked: participant.userId, scope: scopeOf(room) };
  }

  #forget(userId: string): void {
    this.#version += 1;
    this.#known.delete(userId);
    this.#reading.delete(userId);
  }

  async #announce(userId: string): Promise<void> {
    this.#forget(userId);
    const bus: EventBus = this.#options.bus;
    await bus.publish(accountsChannel, { type: 'blocks.changed', userId });
  }

  /** Half the time that a read is good for, counted from when the process began. */
  get #currentHalf(): number {
    return Math.floor((2 * performance.now()) / this.#goodFor);
  }

  get #goodFor(): number {
    return this.#options.bus.isConnected ? goodFor : goodForInOutage;
  }

  #isFresh({ readAt }: Known): boolean {
    return performance.now() - readAt < this.#goodFor;
  }

  async #of(viewerId: string): Promise<BlockSet> {
    const known = this.#known.get(viewerId);
    if (known && this.#isFresh(known)) return known.blocked;
    return this.#readNow(viewerId);
  }

  #readSoon(viewerId: string): void {
    this.#readNow(viewerId).catch((error: unknown) => {
      this.#options.logger.warn({ err: error }, 'It could not be read who has blocked whom');
    });
  }

  async #readNow(viewerId: string): Promise<BlockSet> {
    let reading = this.#reading.get(viewerId);
    if (!reading) {
      reading = this.#reads.load(viewerId);
      this.#reading.set(viewerId, reading);
      const own = reading;
      const done = (result: Known | null): void => {
        // What was announced meanwhile has made it old.
        if (this.#reading.get(viewerId) !== own) return;
        this.#reading.delete(viewerId);
        if (result) this.#remember(viewerId, result);
      };
      reading.then(done, () => {
        done(null);
      });
    }
    return (await reading).blocked;
  }

  #remember(viewerId: string, known: Known): void {
    const before = this.#known.get(viewerId);
    if (before && (before.blocked !== none || known.blocked !== none)) this.#version += 1;
    this.#known.delete(viewerId);
    this.#known.set(viewerId, known);
    if (this.#known.size <= mostRemembered) return;
    const [oldest] = this.#known.keys();
    if (oldest !== undefined) this.#known.delete(oldest);
  }

  async #read(viewerIds: readonly string[]): Promise<Known[]> {
    const readAt = performance.now();
    const { docs } = await this.#options.payload.find({
      collection: 'user-blocks',
      where: { blocker: { in: [...viewerIds] } },
      depth: 0,
      pagination: false,
      overrideAccess: true, // For the server itself: see above.
    });
    const sets = new Map<string, Map<string, Set<string>>>();
    for (const { blocked, blocker, scope } of docs) {
      const own = sets.get(idOf(blocker)) ?? new Map<string, Set<string>>();
      sets.set(idOf(blocker), own);
      own.set(idOf(blocked), (own.get(idOf(blocked)) ?? new Set()).add(scope));
    }
    return viewerIds.map((viewerId) => ({ blocked: sets.get(viewerId) ?? none, readAt }));
  }
}

const idOf = (account: string | { id: string }): string =>
  typeof account === 'string' ? account : account.id;
