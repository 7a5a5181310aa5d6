import type { BusEvent } from '@coco-chat/collections';

import type { Bus } from '../bus/bus';

type Listener = (event: BusEvent) => void;

/** How an event fares on its way to one process. */
export type Fate = 'arrives' | 'late' | 'lost' | 'twice';

/** What carries events between the processes of a test, as badly as the test decides. */
export class TroubledBus {
  /** Of what is published next, for the processes in turn. */
  fates: readonly Fate[] = ['arrives'];
  readonly #processes = new Set<Map<string, Set<Listener>>>();
  readonly #late: (() => void)[] = [];

  /** A process's own end of the bus. */
  connect(): Bus {
    const channels = new Map<string, Set<Listener>>();
    this.#processes.add(channels);
    return {
      isConnected: true,
      failedPublishes: 0,
      publish: async (channel, event) => this.#publish(channel, event),
      subscribe: async (channel, listener) => {
        const listeners = channels.get(channel) ?? new Set();
        channels.set(channel, listeners.add(listener));
        return async () => void listeners.delete(listener);
      },
      onGap: () => () => undefined,
      ping: async () => undefined,
      close: async () => void this.#processes.delete(channels),
    };
  }

  /** One of the events that were late arrives, out of its order. */
  deliverLate(which: number): void {
    const [arrive] = this.#late.splice(which % Math.max(1, this.#late.length), 1);
    arrive?.();
  }

  #publish(channel: string, event: BusEvent): void {
    [...this.#processes].forEach((channels, index) => {
      const arrive = (): void => {
        for (const listener of [...(channels.get(channel) ?? [])]) listener(event);
      };
      const fate = this.fates[index % this.fates.length];
      if (fate === 'late') this.#late.push(arrive);
      else if (fate !== 'lost') arrive();
      if (fate === 'twice') arrive();
    });
  }
}
