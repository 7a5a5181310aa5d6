import { accountsChannel, type EventBus } from '@coco-chat/collections';
import type { Payload } from 'payload';

import type { Bus } from '../bus/bus';
import { badInput, notFound } from '../errors';
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
type BlockSet = ReadonlyMap<string, ReadonlySet<string>>;

interface Known {
  blocked: BlockSet;
  readAt: number;
}

/** How long what was read is good for where the bus may have lost that it changed. */
const goodFor = 30_000; // 30 seconds
const goodForInOutage = 500; // half a second
/** How many people's blocks are remembered. */
const remembered = 50_000;
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
    const scopes = (await this.#of(viewerId)).get(userId);
    if (!scopes) return false;
    const room = await this.#options.loaders.room.load(roomId);
    return room !== null && scopes.has(scopeOf(room));
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
      if (!known || !this.#isFresh(known)) {
        this.#of(viewerId).catch((error: unknown) => {
          this.#options.logger.warn({ err: error }, 'It could not be read who has blocked whom');
        });
      }
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
    this.#known.delete(userId);
    this.#reading.delete(userId);
  }

  async #announce(userId: string): Promise<void> {
    this.#forget(userId);
    const bus: EventBus = this.#options.bus;
    await bus.publish(accountsChannel, { type: 'blocks.changed', userId });
  }

  #isFresh({ readAt }: Known): boolean {
    const limit = this.#options.bus.isConnected ? goodFor : goodForInOutage;
    return performance.now() - readAt < limit;
  }

  async #of(viewerId: string): Promise<BlockSet> {
    const known = this.#known.get(viewerId);
    if (known && this.#isFresh(known)) return known.blocked;
    let reading = this.#reading.get(viewerId);
    if (!reading) {
      reading = this.#read(viewerId);
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
    this.#known.delete(viewerId);
    this.#known.set(viewerId, known);
    if (this.#known.size <= remembered) return;
    const [oldest] = this.#known.keys();
    if (oldest !== undefined) this.#known.delete(oldest);
  }

  async #read(viewerId: string): Promise<Known> {
    const readAt = performance.now();
    const { docs } = await this.#options.payload.find({
      collection: 'user-blocks',
      where: { blocker: { equals: viewerId } },
      depth: 0,
      pagination: false,
      overrideAccess: true, // For the server itself: see above.
    });
    if (docs.length === 0) return { blocked: none, readAt };
    const blocked = new Map<string, Set<string>>();
    for (const { blocked: account, scope } of docs) {
      const id = typeof account === 'string' ? account : account.id;
      blocked.set(id, (blocked.get(id) ?? new Set()).add(scope));
    }
    return { blocked, readAt };
  }
}
