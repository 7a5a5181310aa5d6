import type { DocumentNode, ExecutionArgs, ExecutionResult } from 'graphql';

import type { Context } from '../graphql/context';
import type { Logger } from '../logger';
import { Cohort, type KnownBlocks } from './cohort';
import { Member } from './member';
import type { Outlet } from './outlet';
import type { SharedEvents } from './shared-events';
import { variablesOf } from './variables';

interface FanOutOptions {
  logger: Logger;
  /** Makes the `payload` of a `next` message of what an event was executed to. */
  encode: (result: ExecutionResult) => Buffer;
  /** How many events one subscriber may be behind. Default: 2,000. */
  behindLimit?: number;
}

/** The subscriptions of a process that share their events, by what was asked. */
export class FanOut {
  readonly #options: FanOutOptions;
  readonly #cohorts = new Map<DocumentNode, Map<string, Cohort>>();

  constructor(options: FanOutOptions) {
    this.#options = options;
  }

  /** How many different things are asked. */
  get size(): number {
    return [...this.#cohorts.values()].reduce((total, { size }) => total + size, 0);
  }

  /**
   * Lets an operation take part. It begins with the first `next()` of what is given back, and ends with its
   * `return()`; see {@link Member}.
   *
   * @throws Error for who did not sign in: executions are shared among those who did
   */
  join(
    events: SharedEvents<object>,
    args: ExecutionArgs,
    { id, outlet }: { id: string; outlet: Outlet },
  ): Member {
    const { blocks, viewerId: account } = args.contextValue as Context;
    if (account === null) throw new Error('Events are shared among those who signed in');
    const cohort = this.#cohortOf(args, events.topic, blocks);
    return new Member({ blocks, cohort, events, args, outlet, id, account });
  }

  #cohortOf(args: ExecutionArgs, topic: string, blocks: KnownBlocks): Cohort {
    const { document, operationName, variableValues } = args;
    const variables = variablesOf(args).map((name) => [name, variableValues?.[name]]);
    const key = JSON.stringify([operationName, topic, variables]);
    const cohorts = this.#cohorts.get(document) ?? new Map<string, Cohort>();
    this.#cohorts.set(document, cohorts);
    const { behindLimit = 2_000, encode, logger } = this.#options;
    const cohort =
      cohorts.get(key) ??
      new Cohort({
        blocks,
        encode,
        behindLimit,
        onFault: (error) => logger.error({ err: error }, 'Shared events could not be executed'),
        onEmpty: () => {
          if (cohorts.get(key) !== cohort) return;
          cohorts.delete(key);
          if (cohorts.size === 0 && this.#cohorts.get(document) === cohorts) {
            this.#cohorts.delete(document);
          }
        },
      });
    cohorts.set(key, cohort);
    return cohort;
  }
}
