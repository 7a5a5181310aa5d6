import type { Payload } from 'payload';

import type { Bus } from '../bus/bus';
import { WatchedGlobal } from '../content/watched-global';
import type { Logger } from '../logger';

/** What a moderator sets for the random match, as the global `random-match` has it. */
export interface RandomSettings {
  /** Nobody is matched, and nobody talks, while it is closed. */
  isOpen: boolean;
  rulesVersion: string;
  /** In each language that there is. */
  rules: Readonly<Record<'ko' | 'en', string>>;
  minimumAge: number;
  /** How long two who met do not meet again while anybody else waits. */
  recentPartnerMs: number;
  /** How long a new session has neither links nor files. */
  quietFirstMs: number;
}

interface SettingsOptions {
  payload: Payload;
  bus: Bus;
  logger: Logger;
}

/** The settings as they are now, in every process within a second of their change. */
export class WatchedRandomSettings {
  readonly #payload: Payload;
  readonly #listeners = new Set<() => void>();
  #current: RandomSettings | undefined;
  #watched: WatchedGlobal | undefined;

  private constructor(payload: Payload) {
    this.#payload = payload;
  }

  /** Rejects when they cannot be read. */
  static async open({ bus, logger, payload }: SettingsOptions): Promise<WatchedRandomSettings> {
    const settings = new WatchedRandomSettings(payload);
    const read = (): Promise<void> => settings.#read();
    settings.#watched = await WatchedGlobal.open({ global: 'random-match', read, bus, logger });
    return settings;
  }

  get current(): RandomSettings {
    if (!this.#current) throw new Error('The settings of the random match were not read');
    return this.#current;
  }

  /** Calls back when something is set otherwise. */
  onChange(listener: () => void): void {
    this.#listeners.add(listener);
  }

  async close(): Promise<void> {
    this.#listeners.clear();
    await this.#watched?.close();
  }

  async #read(): Promise<void> {
    const [ko, en] = await Promise.all([this.#global('ko'), this.#global('en')]);
    const before = JSON.stringify(this.#current);
    this.#current = {
      isOpen: ko.isOpen !== false,
      rulesVersion: ko.rulesVersion,
      rules: { ko: ko.rules, en: en.rules },
      minimumAge: ko.minimumAge,
      recentPartnerMs: ko.recentPartnerMinutes * 60_000,
      quietFirstMs: ko.quietFirstSeconds * 1_000,
    };
    if (JSON.stringify(this.#current) === before) return;
    for (const listener of this.#listeners) listener();
  }

  // Not with `locale: 'all'`, which leaves out the defaults of what nobody has saved yet.
  #global(locale: 'ko' | 'en') {
    return this.#payload.findGlobal({
      slug: 'random-match',
      locale,
      // A language in which nobody has written rules has the usual ones, not another language's.
      fallbackLocale: false,
      depth: 0,
      overrideAccess: true, // For the server itself; people are shown the rules alone.
    });
  }
}
