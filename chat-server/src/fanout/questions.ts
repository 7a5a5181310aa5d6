import type { Context } from '../graphql/context';
import type { Blocks, BlockSet } from '../safety/blocks';
import type { Caller } from '../transport/context';

/** A question that was asked about whoever looks, and what it was answered. */
interface Answer {
  account: string;
  roomId: string;
  hasBlocked: boolean;
}

/** All of a context that tells one viewer from another. Whatever touches it is for that viewer alone. */
const ownToViewer = Object.keys({
  session: true,
  viewerId: true,
  addressHash: true,
  userAgent: true,
  close: true,
  departure: true,
} satisfies Record<keyof Caller | 'viewerId', true>);

/**
 * What an execution asked about its viewer. Whoever would have answered the same gets the same result, so
 * it is shared with them; nobody has to know beforehand which fields depend on whom.
 *
 * This is sound because resolvers learn of the viewer by their context alone, and executing has no other
 * choice than by what it learned: up to the first question all executions of a document are one.
 */
export class Questions {
  readonly #blocks: Pick<Blocks, 'isIn'>;
  readonly #answers = new Map<string, Answer>();
  #isPrivate = false;
  #suitsNoBlocks: boolean | undefined;

  constructor(blocks: Pick<Blocks, 'isIn'>) {
    this.#blocks = blocks;
  }

  /** Whether it asked who the viewer is: then the result is for this account alone. */
  get isPrivate(): boolean {
    return this.#isPrivate;
  }

  /** The context for an execution whose questions are noted. @param blocked whom its viewer has blocked */
  contextFor(context: Context, blocked: BlockSet): Context {
    // Not made from `context` itself: V8 gives whatever is a prototype a shape of its own.
    const services = Object.getPrototypeOf(context) as object | null;
    const noting = Object.assign(Object.create(services) as Context, context);
    const asked = (): void => {
      this.#isPrivate = true;
    };
    for (const key of ownToViewer) {
      Object.defineProperty(noting, key, {
        get: () => {
          asked();
          return context[key];
        },
      });
    }
    noting.viewer = {
      // Shared events are for those who signed in: `FanOut` sees to it.
      isSignedIn: true,
      hasBlocked: async (account, roomId) => {
        if (account === null) return false;
        const hasBlocked = await this.#blocks.isIn(blocked, account, roomId);
        this.#answers.set(`${account} ${roomId}`, { account, roomId, hasBlocked });
        return hasBlocked;
      },
    };
    return noting;
  }

  /** Whether whoever has blocked these would have answered the same. */
  async suit(blocked: BlockSet): Promise<boolean> {
    for (const { account, hasBlocked, roomId } of this.#answers.values()) {
      if ((await this.#blocks.isIn(blocked, account, roomId)) !== hasBlocked) return false;
    }
    return true;
  }

  /** Whether those who have blocked nobody would have answered the same. */
  get suitsNoBlocks(): boolean {
    this.#suitsNoBlocks ??= [...this.#answers.values()].every(({ hasBlocked }) => !hasBlocked);
    return this.#suitsNoBlocks;
  }
}
