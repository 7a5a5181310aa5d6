import { beforeEach, describe, expect, test } from '@jest/globals';
import { CombinedGraphQLErrors } from '@apollo/client/errors';
import { messageAt } from '../features/chat/timeline/testMessages';
import { Outbox } from './outbox';
import type { OutboxEntry, OutboxStorage } from './outboxStorage';

class MemoryStorage implements OutboxStorage {
  readonly entries = new Map<string, OutboxEntry>();
  readAll = () => [...this.entries.values()].sort((a, b) => a.queuedAt - b.queuedAt);
  write = (entry: OutboxEntry) => void this.entries.set(entry.clientMessageId, entry);
  remove = (id: string) => void this.entries.delete(id);
  clear = () => this.entries.clear();
}

/** A server that stores a message once for each client id, and answers as the test says. */
class TestServer {
  readonly stored: string[] = [];
  readonly #ids = new Set<string>();
  /** What becomes of the next attempts; `null` is an answer. */
  faults: (Error | null)[] = [];
  /** Stores the message of the next attempt before it fails. */
  losesAnswers = false;

  send = async (entry: OutboxEntry) => {
    const fault = this.faults.shift();
    if (fault && !this.losesAnswers) throw fault;
    if (!this.#ids.has(entry.clientMessageId)) {
      this.#ids.add(entry.clientMessageId);
      this.stored.push(entry.text);
    }
    if (fault) throw fault;
    return messageAt(this.stored.indexOf(entry.text) + 1, {
      clientMessageId: entry.clientMessageId,
      text: entry.text,
    });
  };
}

const refused = (code: string, retryAfterMs?: number, reason?: string) =>
  new CombinedGraphQLErrors({
    errors: [{ message: code, extensions: { code, retryAfterMs, reason } }],
  });

describe('Outbox', () => {
  let storage: MemoryStorage;
  let server: TestServer;
  let waits: number[];

  beforeEach(() => {
    storage = new MemoryStorage();
    server = new TestServer();
    waits = [];
  });

  const createOutbox = () =>
    new Outbox({ storage, send: server.send, wait: async (delay) => void waits.push(delay) });

  const emptied = async (outbox: Outbox) => {
    while (outbox.entries.get().some(({ failure }) => failure === null)) await Promise.resolve();
  };

  test('sends in the order of writing, and forgets what is acknowledged', async () => {
    const outbox = createOutbox();
    const acknowledged: (string | null)[] = [];
    outbox.onAcknowledged((message) => {
      // The message is known as stored before it leaves the outbox.
      expect(outbox.entries.get()[0]?.clientMessageId).toBe(message.clientMessageId);
      acknowledged.push(message.text);
    });
    outbox.add('room', { text: 'one' });
    outbox.add('room', { text: 'two' });
    outbox.add('room', { text: 'three' });
    expect(storage.entries.size).toBe(3);
    await emptied(outbox);
    expect(server.stored).toEqual(['one', 'two', 'three']);
    expect(acknowledged).toEqual(['one', 'two', 'three']);
    expect(storage.entries.size).toBe(0);
  });

  test('tries again until it works, without overtaking', async () => {
    server.faults = [new TypeError('Failed to fetch'), refused('UNAVAILABLE'), refused('INTERNAL')];
    const outbox = createOutbox();
    outbox.add('room', { text: 'one' });
    outbox.add('room', { text: 'two' });
    await emptied(outbox);
    expect(server.stored).toEqual(['one', 'two']);
    expect(waits).toHaveLength(3);
  });

  test('waits as long as the server says', async () => {
    server.faults = [refused('RATE_LIMITED', 4321)];
    const outbox = createOutbox();
    outbox.add('room', { text: 'one' });
    await emptied(outbox);
    expect(waits).toEqual([4321]);
    // Whoever writes is told as well.
    expect(outbox.waits.get().get('room')).toBeGreaterThan(Date.now() + 4000);
  });

  test('does not hold back what follows a message with a link that came too early', async () => {
    server.faults = [refused('RATE_LIMITED', 45_000, 'QUIET_FIRST')];
    const outbox = createOutbox();
    outbox.add('room', { text: 'https://example.org' });
    outbox.add('room', { text: 'hello' });
    await emptied(outbox);
    expect(server.stored).toEqual(['hello']);
    expect(outbox.entries.get()).toMatchObject([{ failure: { reason: 'QUIET_FIRST' } }]);
    expect(outbox.waits.get().has('room')).toBe(false);
    expect(waits).toEqual([]);
  });

  test('forgets what waits for a room that was left, and nothing else', async () => {
    server.faults = [refused('FORBIDDEN'), refused('FORBIDDEN'), refused('FORBIDDEN')];
    const outbox = createOutbox();
    outbox.add('left', { text: 'one' });
    outbox.add('left', { text: 'two' });
    outbox.add('other', { text: 'three' });
    await emptied(outbox);
    outbox.removeRoom('left');
    expect(outbox.entries.get().map(({ text }) => text)).toEqual(['three']);
    expect([...storage.entries.values()].map(({ text }) => text)).toEqual(['three']);
  });

  test('posts nothing twice where an answer is lost', async () => {
    server.losesAnswers = true;
    server.faults = [new Error('connection lost'), new Error('connection lost')];
    const outbox = createOutbox();
    outbox.add('room', { text: 'one' });
    await emptied(outbox);
    expect(server.stored).toEqual(['one']);
  });

  test('goes on after a reload, with what was not acknowledged', async () => {
    const before = new Outbox({ storage, send: () => new Promise(() => undefined) });
    before.add('room', { text: 'one' });
    before.add('room', { text: 'two' });
    before.stop();

    const outbox = createOutbox();
    expect(outbox.entries.get().map(({ text }) => text)).toEqual(['one', 'two']);
    outbox.start();
    await emptied(outbox);
    expect(server.stored).toEqual(['one', 'two']);
  });

  test('keeps a refused message for its author, and lets the next ones pass', async () => {
    server.faults = [refused('BAD_USER_INPUT')];
    const outbox = createOutbox();
    outbox.add('room', { text: 'one' });
    outbox.add('room', { text: 'two' });
    await emptied(outbox);
    expect(server.stored).toEqual(['two']);
    expect(outbox.entries.get()).toMatchObject([
      { text: 'one', failure: { code: 'BAD_USER_INPUT' } },
    ]);
    expect(storage.readAll()).toMatchObject([{ text: 'one', failure: { code: 'BAD_USER_INPUT' } }]);

    outbox.retry(outbox.entries.get()[0]!.clientMessageId);
    await emptied(outbox);
    expect(server.stored).toEqual(['two', 'one']);
    expect(outbox.entries.get()).toEqual([]);
  });

  test('forgets what its author gives up', async () => {
    server.faults = [refused('FORBIDDEN')];
    const outbox = createOutbox();
    outbox.add('room', { text: 'one' });
    await emptied(outbox);
    outbox.remove(outbox.entries.get()[0]!.clientMessageId);
    expect(outbox.entries.get()).toEqual([]);
    expect(storage.entries.size).toBe(0);
  });

  test('does not hold up one room for another', async () => {
    const stuck = new Outbox({
      storage,
      send: (entry) =>
        entry.roomId === 'stuck' ? new Promise(() => undefined) : server.send(entry),
    });
    stuck.add('stuck', { text: 'one' });
    stuck.add('room', { text: 'two' });
    while (server.stored.length === 0) await Promise.resolve();
    expect(server.stored).toEqual(['two']);
    stuck.stop();
  });

  test('sends nothing more once stopped, and loses nothing', async () => {
    server.faults = [new Error('offline')];
    const outbox: Outbox = new Outbox({
      storage,
      send: server.send,
      wait: async () => outbox.stop(),
    });
    outbox.add('room', { text: 'one' });
    await new Promise(setImmediate);
    expect(server.stored).toEqual([]);
    expect(storage.readAll()).toMatchObject([{ text: 'one' }]);
  });
});
