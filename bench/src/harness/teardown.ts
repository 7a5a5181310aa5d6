/** Undoes what was done, the newest first, also where something was never finished. */
export class Teardown {
  readonly #steps: (() => Promise<unknown>)[] = [];

  /** Remembers how to stop what just started. */
  with<T extends { stop(): Promise<unknown> }>(started: T): T {
    this.#steps.push(() => started.stop());
    return started;
  }

  async run(): Promise<void> {
    const failures: unknown[] = [];
    for (const step of this.#steps.splice(0).reverse()) {
      await step().catch((error: unknown) => failures.push(error));
    }
    if (failures.length > 0) throw new AggregateError(failures, 'Not everything could be stopped.');
  }
}
