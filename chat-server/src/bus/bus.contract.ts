import { waitFor } from '@coco-chat/e2e/servers';
import type { BusEvent } from '@coco-chat/collections';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';

import type { Bus } from './bus';

/** One medium, as several processes see it. */
export interface BusHarness {
  /** The bus of one more process. */
  open(): Promise<Bus>;
  close(): Promise<void>;
}

const note = (userId: string): BusEvent => ({ type: 'account.changed', userId });
const numbered = (count: number): BusEvent[] =>
  Array.from({ length: count }, (_, i) => note(`${i}`));

/** By the hash tag they share a slot of a cluster: only there, the order of one channel tells of another's. */
const channels = { a: '{test}:a', b: '{test}:b', settle: '{test}:settle' };

/** What every bus promises, whatever carries its events. */
export function describeBus(start: () => Promise<BusHarness>): void {
  let harness: BusHarness;
  let here: Bus;
  let there: Bus;

  beforeEach(async () => {
    harness = await start();
    [here, there] = await Promise.all([harness.open(), harness.open()]);
  });
  afterEach(() => harness.close());

  const collect = async (bus: Bus, channel: string): Promise<BusEvent[]> => {
    const received: BusEvent[] = [];
    await bus.subscribe(channel, (event) => received.push(event));
    return received;
  };

  /** Resolves when everything published before has arrived everywhere. */
  const settle = async (): Promise<void> => {
    const marks = await Promise.all([
      collect(here, channels.settle),
      collect(there, channels.settle),
    ]);
    await Promise.all([here, there].map((bus) => bus.publish(channels.settle, note('done'))));
    await waitFor(() => marks.every((mark) => mark.length >= 2), { what: 'the bus to settle' });
  };

  describe('delivery', () => {
    test('reaches every listener of the channel, in every process, and no other', async () => {
      const listeners = await Promise.all([
        collect(here, channels.a),
        collect(here, channels.a),
        collect(there, channels.a),
      ]);
      const other = await collect(there, channels.b);
      await here.publish(channels.a, note('1'));
      await there.publish(channels.a, note('2'));
      await settle();
      for (const events of listeners) {
        expect(events).toHaveLength(2);
        expect(events).toEqual(expect.arrayContaining([note('1'), note('2')]));
      }
      expect(other).toEqual([]);
    });

    test('keeps the order of a channel', async () => {
      const [near, far] = await Promise.all([
        collect(here, channels.a),
        collect(there, channels.a),
      ]);
      const events = numbered(1_000);
      await Promise.all(events.map((event) => here.publish(channels.a, event)));
      await settle();
      expect(near).toEqual(events);
      expect(far).toEqual(events);
    });

    test('begins as soon as subscribe has resolved', async () => {
      for (const event of numbered(50)) {
        const events = await collect(there, `channel-${JSON.stringify(event)}`);
        await here.publish(`channel-${JSON.stringify(event)}`, event);
        await waitFor(() => events.length === 1);
      }
    });

    test('never runs a listener inside publish', async () => {
      let isPublishing = false;
      const during: boolean[] = [];
      await here.subscribe(channels.a, () => during.push(isPublishing));
      isPublishing = true;
      const published = here.publish(channels.a, note('1'));
      isPublishing = false;
      await published;
      await settle();
      expect(during).toEqual([false]);
    });
  });

  describe('a listener that throws', () => {
    test('harms no other, and is called again', async () => {
      let calls = 0;
      await here.subscribe(channels.a, () => {
        calls += 1;
        throw new Error('a listener is broken');
      });
      const events = await collect(here, channels.a);
      await there.publish(channels.a, note('1'));
      await there.publish(channels.a, note('2'));
      await settle();
      expect(events).toEqual([note('1'), note('2')]);
      expect(calls).toBe(2);
    });
  });

  describe('unsubscribing', () => {
    test('ends delivery to that listener alone, and does no harm twice', async () => {
      const left: BusEvent[] = [];
      const stayed = await collect(here, channels.a);
      const unsubscribe = await here.subscribe(channels.a, (event) => left.push(event));
      await there.publish(channels.a, note('1'));
      await settle();
      await unsubscribe();
      await unsubscribe();
      await there.publish(channels.a, note('2'));
      await settle();
      expect(left).toEqual([note('1')]);
      expect(stayed).toEqual([note('1'), note('2')]);
    });

    test('counts a listener as often as it subscribed', async () => {
      const events: BusEvent[] = [];
      const listener = (event: BusEvent): void => void events.push(event);
      const unsubscribe = await here.subscribe(channels.a, listener);
      await here.subscribe(channels.a, listener);
      await there.publish(channels.a, note('1'));
      await settle();
      await unsubscribe();
      await there.publish(channels.a, note('2'));
      await settle();
      expect(events).toEqual([note('1'), note('1'), note('2')]);
    });

    test('from within the listener leaves the others their event', async () => {
      let unsubscribe = (): Promise<void> => Promise.resolve();
      unsubscribe = await here.subscribe(channels.a, () => void unsubscribe());
      const events = await collect(here, channels.a);
      await here.publish(channels.a, note('1'));
      await settle();
      expect(events).toEqual([note('1')]);
    });

    test('and subscribing again at once receives what follows', async () => {
      const unsubscribe = await here.subscribe(channels.a, () => undefined);
      const leaving = unsubscribe();
      const events = await collect(here, channels.a);
      await leaving;
      await there.publish(channels.a, note('1'));
      await settle();
      expect(events).toEqual([note('1')]);
    });
  });

  test('a closed bus takes no events, and does not complain', async () => {
    const events = await collect(here, channels.a);
    await here.close();
    await here.close();
    await here.publish(channels.a, note('1'));
    expect(events).toEqual([]);
  });

  test('a working bus says so', async () => {
    await waitFor(() => here.ping().then(() => true));
    expect(here).toMatchObject({ isConnected: true, failedPublishes: 0 });
  });
}
