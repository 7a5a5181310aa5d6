import { execute, type ExecutionResult } from 'graphql';

import type { Context } from '../graphql/context';
import type { Member } from './member';
import type { Blocks } from '../safety/blocks';
import { Questions } from './questions';
import { SharedFrames } from './shared-frames';

/** Whom people have blocked, as far as executing needs to know. */
export type KnownBlocks = Pick<Blocks, 'blockedBy' | 'isIn' | 'remembered' | 'version'>;

/** Events that the same members are told, in this order. */
interface Batch {
  number: number;
  events: readonly object[];
  members: Member[];
  isPassing: boolean;
  /** Those of the members who have to do without; and all of them, once that was asked. */
  without?: Set<Member>;
  all?: Set<Member>;
}

export interface CohortOptions {
  blocks: KnownBlocks;
  /** Makes the `payload` of a `next` message of what an event was executed to. */
  encode: (result: ExecutionResult) => Buffer;
  /** How many events a member may be behind. */
  behindLimit: number;
  /** Called when executing failed, which only a fault of the server's makes it do. */
  onFault: (error: unknown) => void;
  /** Called when the last member has left. */
  onEmpty: () => void;
}

/**
 * Those who asked the same of the same events: the same document, with the same variables. Each event is
 * executed once for all to whom the result is the same, and encoded once.
 *
 * What comes while events are being executed waits, and is executed together: the more there is to do, the
 * less each event costs. A member who is told too much meanwhile does without what passes, and is let go where
 * that is not enough.
 */
export class Cohort {
  readonly #options: CohortOptions;
  readonly #members = new Set<Member>();
  #waiting: Batch[] = [];
  /** Those that wait, by their events. */
  readonly #byEvents = new Map<readonly object[], Batch>();
  #lastNumber = 0;
  #isWorking = false;

  constructor(options: CohortOptions) {
    this.#options = options;
  }

  add(member: Member): void {
    this.#members.add(member);
  }

  remove(member: Member): void {
    this.#members.delete(member);
    if (this.#members.size === 0) this.#options.onEmpty();
  }

  tell(member: Member, events: readonly object[], isPassing: boolean): void {
    if (!this.#hasRoom(member, events.length)) {
      if (isPassing) return;
      this.#dropPassing(member);
      if (!this.#hasRoom(member, events.length)) {
        member.overflow();
        return;
      }
    }
    const last = this.#waiting.at(-1);
    const known = last?.events === events ? last : this.#byEvents.get(events);
    // Not into a batch that is before what the member was told last.
    const batch = known && known.number > member.lastBatch ? known : this.#open(events, isPassing);
    batch.members.push(member);
    batch.all?.add(member);
    member.lastBatch = batch.number;
    member.behind += events.length;
  }

  #hasRoom(member: Member, count: number): boolean {
    // Nobody is let go for one long batch: it is the waiting that counts.
    return member.behind === 0 || member.behind + count <= this.#options.behindLimit;
  }

  #open(events: readonly object[], isPassing: boolean): Batch {
    this.#lastNumber += 1;
    const batch: Batch = { number: this.#lastNumber, events, members: [], isPassing };
    this.#waiting.push(batch);
    this.#byEvents.set(events, batch);
    if (!this.#isWorking) {
      this.#isWorking = true;
      // All who are told in this turn come first.
      queueMicrotask(() => void this.#work());
    }
    return batch;
  }

  #dropPassing(member: Member): void {
    for (const batch of this.#waiting) {
      if (!batch.isPassing || batch.without?.has(member)) continue;
      batch.all ??= new Set(batch.members);
      if (!batch.all.has(member)) continue;
      batch.without = (batch.without ?? new Set()).add(member);
      member.behind -= batch.events.length;
    }
  }

  async #work(): Promise<void> {
    while (this.#waiting.length > 0) {
      const batches = this.#waiting;
      this.#waiting = [];
      this.#byEvents.clear();
      await this.#learnBlocks(batches);
      const told = await Promise.all(batches.map((batch) => this.#execute(batch)));
      for (const [index, batch] of batches.entries()) {
        for (const { frames, members } of told[index] ?? []) {
          for (const member of members) {
            member.behind -= batch.events.length;
            member.receive(frames);
          }
        }
      }
    }
    this.#isWorking = false;
  }

  /** Each member's blocks as they are now: those of all who have to be asked for are read together. */
  async #learnBlocks(batches: readonly Batch[]): Promise<void> {
    const { version } = this.#options.blocks;
    const unknown = new Set<Member>();
    for (const { members } of batches) {
      for (const member of members) if (!member.recallBlocks(version)) unknown.add(member);
    }
    if (unknown.size > 0) await Promise.all([...unknown].map((member) => member.readBlocks()));
  }

  /** @returns what is to be sent to whom; never rejects */
  async #execute(batch: Batch): Promise<Told[]> {
    const { events, without } = batch;
    const isThere = (member: Member): boolean => !member.isGone && !without?.has(member);
    const told: Told[] = [];
    let rest = batch.members.filter(isThere);
    try {
      for (let [first] = rest; first; [first] = rest) {
        const [one, others] = await this.#executeFor(first, rest, events);
        told.push(one);
        rest = others;
        // It says who the viewer is, and will say so to the others: nobody waits for anybody else.
        if (one.isPrivate) break;
      }
      told.push(...(await this.#executeForEach(rest, events)));
    } catch (error) {
      this.#options.onFault(error);
      for (const member of batch.members) member.fail(error);
      return [];
    }
    return told;
  }

  /** For each account by itself. */
  async #executeForEach(members: readonly Member[], events: readonly object[]): Promise<Told[]> {
    const accounts = new Map<string, Member[]>();
    for (const member of members) {
      const own = accounts.get(member.account);
      if (own) own.push(member);
      else accounts.set(member.account, [member]);
    }
    const each = [...accounts.values()].map(async ([first, ...others]) =>
      first ? (await this.#executeFor(first, [first, ...others], events))[0] : null,
    );
    return (await Promise.all(each)).filter((told) => told !== null);
  }

  /** Executes for one member; and finds those to whom the result is the same, and the others. */
  async #executeFor(
    first: Member,
    members: readonly Member[],
    events: readonly object[],
  ): Promise<[Told, Member[]]> {
    const { args } = first;
    const context = args.contextValue as Context;
    const questions = new Questions(this.#options.blocks);
    const noting = questions.contextFor(context, first.blocked);
    const payloads = await Promise.all(
      events.map(async (event) =>
        this.#options.encode(await execute({ ...args, rootValue: event, contextValue: noting })),
      ),
    );
    const [same, others]: [Member[], Member[]] = [[], []];
    const { isPrivate, suitsNoBlocks } = questions;
    // Few have blocked anybody.
    const isForMost = !isPrivate && suitsNoBlocks;
    for (const member of members) {
      const isSame =
        (isForMost && member.blocked.size === 0) ||
        member.account === first.account ||
        (!isPrivate && (await questions.suit(member.blocked)));
      (isSame ? same : others).push(member);
    }
    return [{ frames: new SharedFrames(payloads), members: same, isPrivate }, others];
  }
}

/** What is sent, and to whom. */
interface Told {
  frames: SharedFrames;
  members: readonly Member[];
  isPrivate: boolean;
}
