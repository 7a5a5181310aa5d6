import type { Ticket } from './match-queue';
import { leaveLines, WaitingLine, type Link, type Place } from './waiting-line';

/** How whom somebody may be matched with grows while they wait, in milliseconds, each longer than the last. */
export interface WideningTimes {
  /** From when a shared language is enough. */
  languageAfterMs: number;
  /** From when anybody will do. */
  anybodyAfterMs: number;
  /** From when a recent partner will do, if nobody else waits. */
  recentAfterMs: number;
  /** From when they come before all who have waited less, whatever these share with a newcomer. */
  firstAfterMs: number;
}

export const wideningTimes: Readonly<WideningTimes> = {
  languageAfterMs: 3_000, // 3 seconds
  anybodyAfterMs: 6_000, // 6 seconds
  recentAfterMs: 10_000, // 10 seconds
  firstAfterMs: 12_000, // 12 seconds
};

/** How often a queue looks for those whose wait has reached the next width. */
export const defaultTickEvery = 250; // a quarter of a second

/** How wide somebody looks: for a shared interest and language, for the language, for anybody, for anybody again. */
export const widths = { interest: 0, language: 1, anybody: 2, recent: 3 } as const;
export type Width = (typeof widths)[keyof typeof widths];

/** Without interests the language is enough from the start; and without a language everybody has it. */
export const startWidth = ({ interests, language }: Ticket): Width => {
  if (interests.length > 0) return widths.interest;
  return language === null ? widths.anybody : widths.language;
};

/** A wait that has reached a width. */
export interface Widened<T> {
  item: T;
  /** When it did, in milliseconds since 1970. */
  at: number;
  /** How long that takes, in milliseconds. */
  afterMs: number;
}

/** Those whose wait will reach the next width, in a line for each width, so that nobody is looked at before. */
export class Widenings<T extends Place> {
  readonly #lines: readonly { width: Width; afterMs: number; line: WaitingLine<T> }[];

  constructor(times: Readonly<WideningTimes>) {
    const line = (width: Width, afterMs: number) => ({
      width,
      afterMs,
      line: new WaitingLine<T>(),
    });
    this.#lines = [
      line(widths.language, times.languageAfterMs),
      line(widths.anybody, times.anybodyAfterMs),
      line(widths.recent, times.recentAfterMs),
    ];
  }

  /**
   * @param start the width that they have without waiting
   * @param now what they have reached by then is theirs already
   * @returns for {@link leaveLines}, when they wait no more
   */
  add(item: T, start: Width, now: number): Link<T>[] {
    return this.#lines
      .filter(({ width, afterMs }) => width > start && item.since + afterMs > now)
      .map(({ line }) => line.add(item));
  }

  /** Takes out, in the order of time, who has reached a width by `now`. */
  *due(now: number): Generator<Widened<T>> {
    for (;;) {
      let next: { link: Link<T>; at: number; afterMs: number } | null = null;
      for (const { afterMs, line } of this.#lines) {
        const link = line.first;
        if (link === null) continue;
        const at = link.item.since + afterMs;
        if (at <= now && (next === null || at < next.at)) next = { link, at, afterMs };
      }
      if (next === null) return;
      leaveLines([next.link]);
      yield { item: next.link.item, at: next.at, afterMs: next.afterMs };
    }
  }
}
