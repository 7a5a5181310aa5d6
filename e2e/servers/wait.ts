import { setTimeout as pause } from 'node:timers/promises';

const pollEveryMs = 25;

export interface WaitOptions {
  /** What is waited for, as the error names it. */
  readonly what?: string;
  /** Default: 10 s. */
  readonly timeoutMs?: number;
}

/**
 * Resolves to the first result of `condition` that is neither false, null nor undefined. A condition that
 * throws is not met yet.
 *
 * @throws Error after `timeoutMs`, with what the condition last threw as its cause
 */
export async function waitFor<T>(
  condition: () => Promise<T> | T,
  { what = 'the condition', timeoutMs = 10_000 }: WaitOptions = {},
): Promise<Exclude<T, false | null | undefined>> {
  const deadline = Date.now() + timeoutMs;
  let cause: unknown;
  do {
    try {
      const result = await condition();
      if (result !== false && result !== null && result !== undefined) {
        return result as Exclude<T, false | null | undefined>;
      }
      cause = undefined;
    } catch (error) {
      cause = error;
    }
    await pause(pollEveryMs);
  } while (Date.now() < deadline);
  throw new Error(`Waited ${timeoutMs} ms in vain for ${what}.`, { cause });
}
