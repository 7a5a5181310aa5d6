import type { ExecutionArgs } from 'graphql';

import type { BlockSet } from '../safety/blocks';
import type { Cohort, KnownBlocks } from './cohort';
import type { Outlet, Recipient } from './outlet';
import type { Follower, SharedEvents } from './shared-events';
import type { SharedFrames } from './shared-frames';

interface MemberOptions {
  blocks: KnownBlocks;
  cohort: Cohort;
  events: SharedEvents<object>;
  args: ExecutionArgs;
  outlet: Outlet;
  /** The operation's id. */
  id: string;
  /** Whose operation it is. */
  account: string;
}

type End = IteratorResult<never, undefined>;

interface Settling {
  resolve: (end: End) => void;
  reject: (error: unknown) => void;
}

const end: End = { done: true, value: undefined };
const nobody: BlockSet = new Map();

/**
 * One operation whose events are shared with others.
 *
 * To graphql-ws it is an iteration that has no values, since these go another way, and ends when the operation
 * does. So `complete` and `error` come from graphql-ws, after all that was sent, and it is graphql-ws that
 * calls `return` when the client is done or gone.
 */
export class Member
  implements Follower<object>, Recipient, AsyncIterableIterator<never, undefined>
{
  readonly id: Buffer;
  readonly account: string;
  readonly args: ExecutionArgs;
  readonly #blocks: KnownBlocks;
  readonly #cohort: Cohort;
  readonly #events: SharedEvents<object>;
  readonly #outlet: Outlet;
  /** The last batch of the cohort that the member is told. */
  lastBatch = 0;
  /** How many events the member has been told and did not get yet. */
  behind = 0;
  #blocked: BlockSet | null = null;
  #blockedAsOf = -1;
  #isGone = false;
  #settling: Settling | null = null;

  constructor({ account, args, blocks, cohort, events, id, outlet }: MemberOptions) {
    this.id = Buffer.from(JSON.stringify(id));
    this.account = account;
    this.args = args;
    this.#blocks = blocks;
    this.#cohort = cohort;
    this.#events = events;
    this.#outlet = outlet;
  }

  get isGone(): boolean {
    return this.#isGone;
  }

  /** Whom the account has blocked, as it was last known. */
  get blocked(): BlockSet {
    return this.#blocked ?? nobody;
  }

  /** Looks whom the account has blocked as of a version. @returns false where that has to be read */
  recallBlocks(version: number): boolean {
    if (this.#blockedAsOf === version) return true;
    const blocked = this.#blocks.remembered(this.account);
    if (blocked === null) return false;
    this.#blocked = blocked;
    this.#blockedAsOf = version;
    return true;
  }

  /** Where it cannot be read, what was known last holds; where nothing was, the operation fails. */
  async readBlocks(): Promise<void> {
    try {
      this.#blocked = await this.#blocks.blockedBy(this.account);
    } catch (error) {
      if (this.#blocked === null) this.fail(error);
    }
  }

  tell(events: readonly object[], isPassing: boolean): void {
    this.#cohort.tell(this, events, isPassing);
  }

  receive(frames: SharedFrames): void {
    if (!this.#isGone) this.#outlet.share(frames, this);
  }

  /** Too much has gathered. */
  overflow(): void {
    this.#events.onOverflow?.();
    this.#finish((settling) => settling.resolve(end));
  }

  end(): void {
    this.#finish((settling) => settling.resolve(end));
  }

  fail(error: unknown): void {
    this.#finish((settling) => settling.reject(error));
  }

  /** Begins, and ends with the operation. */
  next(): Promise<End> {
    if (this.#isGone) return Promise.resolve(end);
    return new Promise((resolve, reject) => {
      this.#settling = { resolve, reject };
      this.#cohort.add(this);
      this.#events.follow(this);
    });
  }

  return(): Promise<End> {
    this.end();
    return Promise.resolve(end);
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  #finish(settle: (settling: Settling) => void): void {
    if (this.#isGone) return;
    this.#isGone = true;
    this.#cohort.remove(this);
    this.#events.leave();
    if (this.#settling) settle(this.#settling);
    this.#settling = null;
  }
}
