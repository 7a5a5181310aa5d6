import { setTimeout as delay } from 'node:timers/promises';

import { serveWorker, workerSettings } from '../harness/worker';
import { quantile } from '../harness/statistics';
import { Crowd, type CrowdOptions } from './crowd';
import { Deliveries } from './deliveries';
import type { Party } from './dialects';

/**
 * How long nothing may come before what is missing counts as lost, in milliseconds. A server that has too
 * much to do, on a machine that has too, says nothing for many seconds and loses nothing.
 */
const patience = 30_000;

const crowd = new Crowd(workerSettings() as CrowdOptions);

/** Numbers of messages go on through all rounds, so that a late one is not taken for another's. */
let nextNumber = 1;

/** What came of a number of messages. Times are in milliseconds. */
export interface Delivered {
  readonly messages: number;
  readonly delivered: number;
  readonly lost: number;
  readonly twice: number;
  /** Messages whose sender was told that they are stored, and that they are not. */
  readonly stored: number;
  readonly refused: number;
  readonly firstRefusal: string | null;
  /** From the first sent to the last received. */
  readonly took: number;
  /** From a message's sending to its arrival, over all arrivals. */
  readonly p50: number;
  readonly p99: number;
  /** How much of a core the load itself took, from 0 to 1: near 1 it was the bottleneck. */
  readonly loadCpu: number;
}

interface Sending {
  readonly messages: number;
  /** Sends every message, in its own time. */
  readonly send: (sendNext: () => void) => Promise<void>;
}

/** Sends messages, and waits for all they lead to. */
async function deliver({ messages, send }: Sending): Promise<Delivered> {
  crowd.assertSound();
  const first = nextNumber;
  nextNumber += messages;
  const { listeners, senders } = crowd;
  const deliveries = new Deliveries({ listeners: listeners.length, messages, first });
  const sentAt = new Float64Array(messages);
  const latencies = new Float64Array(deliveries.expected);
  let [stored, refused, lastNews] = [0, 0, performance.now()];
  let firstRefusal: string | null = null;
  let done: (() => void) | undefined;
  const all = new Promise<void>((resolve) => {
    done = resolve;
  });
  const look = (): void => {
    if (deliveries.lost === 0 && stored + refused === messages) done?.();
  };
  crowd.listen({
    onDelivery(listener, number) {
      if (!deliveries.record(listener, number)) return;
      lastNews = performance.now();
      latencies[deliveries.delivered - 1] = lastNews - (sentAt[number - first] ?? NaN);
      look();
    },
    onAnswer(number, refusal) {
      if (number < first) return;
      lastNews = performance.now();
      if (refusal === null) stored += 1;
      else {
        refused += 1;
        firstRefusal ??= refusal;
      }
      look();
    },
  });

  const cpuBefore = process.cpuUsage();
  const began = performance.now();
  lastNews = began;
  let sent = 0;
  await send(() => {
    const sender = senders[sent % senders.length];
    if (!sender) throw new Error('Nobody is there to send');
    sentAt[sent] = performance.now();
    crowd.send(sender, first + sent);
    sent += 1;
  });
  const watch = setInterval(() => {
    if (performance.now() - lastNews > patience) done?.();
  }, 100);
  await all;
  clearInterval(watch);
  crowd.assertSound();
  const cpu = process.cpuUsage(cpuBefore);
  const wall = performance.now() - began;

  const arrived = latencies.subarray(0, deliveries.delivered).sort();
  const { delivered, lost, twice } = deliveries;
  return {
    ...{ messages, delivered, lost, twice, stored, refused, firstRefusal },
    took: lastNews - began,
    p50: quantile(arrived, 0.5),
    p99: quantile(arrived, 0.99),
    loadCpu: (cpu.user + cpu.system) / 1_000 / wall,
  };
}

/** All at once. */
const burst = ({ messages }: { messages: number }): Promise<Delivered> =>
  deliver({
    messages,
    async send(sendNext) {
      for (let sent = 0; sent < messages; sent += 1) sendNext();
    },
  });

/** So many a second, evenly, by the clock: a late timer is made up for. */
function paced({ perSecond, seconds }: { perSecond: number; seconds: number }): Promise<Delivered> {
  const messages = perSecond * seconds;
  return deliver({
    messages,
    async send(sendNext) {
      const began = performance.now();
      for (let sent = 0; sent < messages; sent += 1) {
        const wait = began + (sent * 1_000) / perSecond - performance.now();
        if (wait > 0) await delay(wait);
        sendNext();
      }
    },
  });
}

export interface Stored {
  readonly stored: number;
  readonly refused: number;
  readonly firstRefusal: string | null;
  /** In seconds. */
  readonly took: number;
}

/** Every sender sends its next message when the last one is stored, for so long. */
async function closedLoop({ seconds }: { seconds: number }): Promise<Stored> {
  crowd.assertSound();
  const senderOf = new Map<number, (typeof crowd.senders)[number]>();
  let [stored, refused] = [0, 0];
  let firstRefusal: string | null = null;
  let isOver = false;
  const sendNext = (sender: (typeof crowd.senders)[number]): void => {
    senderOf.set(nextNumber, sender);
    crowd.send(sender, nextNumber);
    nextNumber += 1;
  };
  crowd.listen({
    onDelivery: () => undefined,
    onAnswer(number, refusal) {
      const sender = senderOf.get(number);
      if (!sender) return;
      senderOf.delete(number);
      if (isOver) return;
      if (refusal === null) stored += 1;
      else {
        refused += 1;
        firstRefusal ??= refusal;
      }
      sendNext(sender);
    },
  });
  const began = performance.now();
  for (const sender of crowd.senders) sendNext(sender);
  await delay(seconds * 1_000);
  isOver = true;
  const took = (performance.now() - began) / 1_000;
  const result = { stored, refused, firstRefusal, took };
  // Whoever measures next begins when nothing is under way any more.
  for (const deadline = Date.now() + patience; senderOf.size > 0 && Date.now() < deadline;) {
    await delay(10);
  }
  crowd.assertSound();
  return result;
}

/** Every listener loses its connection; messages are sent; all come back at once. */
async function storm(input: {
  readonly messages: number;
  readonly afterRevision: number;
  readonly inFlight: number;
}): Promise<Delivered> {
  const { afterRevision, inFlight, messages } = input;
  const parties = crowd.listeners.map(({ party }) => ({ ...party, afterRevision }));
  crowd.dropListeners();
  const first = nextNumber;
  await burst({ messages });
  const deliveries = new Deliveries({ listeners: parties.length, messages, first });
  let lastNews = performance.now();
  let done: (() => void) | undefined;
  const all = new Promise<void>((resolve) => {
    done = resolve;
  });
  crowd.listen({
    onDelivery(listener, number) {
      if (!deliveries.record(listener, number)) return;
      lastNews = performance.now();
      if (deliveries.lost === 0) done?.();
    },
    onAnswer: () => undefined,
  });
  const cpuBefore = process.cpuUsage();
  const began = performance.now();
  await crowd.connect(parties, inFlight);
  const watch = setInterval(() => {
    if (performance.now() - lastNews > patience) done?.();
  }, 100);
  await all;
  clearInterval(watch);
  const took = lastNews - began;
  const cpu = process.cpuUsage(cpuBefore);
  const { delivered, lost, twice } = deliveries;
  return {
    ...{ messages, delivered, lost, twice, took },
    ...{ stored: messages, refused: 0, firstRefusal: null, p50: NaN, p99: NaN },
    loadCpu: (cpu.user + cpu.system) / 1_000 / took,
  };
}

const handlers = {
  connect: async ({ inFlight, parties }: { parties: readonly Party[]; inFlight: number }) => {
    const began = performance.now();
    await crowd.connect(parties, inFlight);
    return { took: performance.now() - began };
  },
  /** Everybody's connection breaks. */
  leave: async () => crowd.dropListeners(),
  burst,
  paced,
  closedLoop,
  storm,
  /** How many connections the server or the network has ended, by closing code. */
  closed: async () => ({ ...crowd.closed }),
};

export type GeneratorHandlers = typeof handlers;

serveWorker(handlers);
