import { afterEach, describe, expect, test } from '@jest/globals';
import { outboxStorage, type OutboxEntry } from './outboxStorage';

const entry = (clientMessageId: string, queuedAt: number): OutboxEntry => ({
  clientMessageId,
  roomId: 'room',
  text: `안녕 ${clientMessageId} 🎉`,
  replyTo: null,
  attachments: [],
  queuedAt,
  failure: null,
});

describe('outboxStorage', () => {
  afterEach(() => localStorage.clear());

  test('keeps entries over a reload, in the order they were queued', () => {
    outboxStorage('u1').write(entry('b', 2));
    outboxStorage('u1').write(entry('a', 1));
    expect(outboxStorage('u1').readAll()).toEqual([entry('a', 1), entry('b', 2)]);
    outboxStorage('u1').remove('a');
    expect(outboxStorage('u1').readAll()).toEqual([entry('b', 2)]);
  });

  test('keeps accounts apart', () => {
    outboxStorage('u1').write(entry('a', 1));
    outboxStorage('u2').write(entry('b', 1));
    outboxStorage('u1').clear();
    expect(outboxStorage('u1').readAll()).toEqual([]);
    expect(outboxStorage('u2').readAll()).toEqual([entry('b', 1)]);
  });

  test.each(['', '{', 'null', '[]', '{"text":1}'])('passes over %j', (stored) => {
    localStorage.setItem('coco.outbox.u1.x', stored);
    outboxStorage('u1').write(entry('a', 1));
    expect(outboxStorage('u1').readAll()).toEqual([entry('a', 1)]);
  });
});
