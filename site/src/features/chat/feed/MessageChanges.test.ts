import { beforeEach, describe, expect, test } from '@jest/globals';
import { CombinedGraphQLErrors } from '@apollo/client/errors';
import type { MessageChange } from '../timeline/pendingChanges';
import { messageAt } from '../timeline/testMessages';
import type { Message } from '../timeline/timeline';
import { MessageChanges } from './MessageChanges';

interface Sent {
  messageId: string;
  change: MessageChange;
  answer: (message: Message) => void;
  refuse: (error: unknown) => void;
}

const edit = (text: string): MessageChange => ({ kind: 'edit', text });

describe('MessageChanges', () => {
  let sent: Sent[];
  let changed: Message[];
  let changes: MessageChanges;

  beforeEach(() => {
    sent = [];
    changed = [];
    changes = new MessageChanges({
      send: (messageId, change) =>
        new Promise((answer, refuse) => sent.push({ messageId, change, answer, refuse })),
      onChanged: (message) => {
        // No moment without the change: it is still pending when the answer is taken in.
        expect(changes.pending.get()).not.toEqual([]);
        changed.push(message);
      },
    });
  });

  const settled = () => new Promise(setImmediate);

  test('is pending until the server has answered', async () => {
    const done = changes.change('m1', edit('new'));
    expect(changes.pending.get()).toEqual([{ messageId: 'm1', change: edit('new') }]);
    await settled();
    sent[0]?.answer(messageAt(1, { text: 'new', revision: 9 }));
    await expect(done).resolves.toBeNull();
    expect(changed.map(({ revision }) => revision)).toEqual([9]);
    expect(changes.pending.get()).toEqual([]);
  });

  test('is taken back where the server refuses, and says why', async () => {
    const done = changes.change('m1', { kind: 'delete' });
    await settled();
    sent[0]?.refuse(
      new CombinedGraphQLErrors({
        errors: [{ message: 'too late', extensions: { code: 'FORBIDDEN' } }],
      }),
    );
    await expect(done).resolves.toMatchObject({ code: 'FORBIDDEN' });
    expect(changes.pending.get()).toEqual([]);
    expect(changed).toEqual([]);
  });

  test('sends changes of one message one after the other, and those of another at once', async () => {
    void changes.change('m1', { kind: 'react', emoji: '👍' });
    void changes.change('m1', { kind: 'unreact', emoji: '👍' });
    void changes.change('m2', edit('new'));
    await settled();
    expect(sent.map(({ messageId, change }) => `${messageId} ${change.kind}`)).toEqual([
      'm1 react',
      'm2 edit',
    ]);
    sent[0]?.refuse(new TypeError('Failed to fetch'));
    await settled();
    expect(sent.at(-1)).toMatchObject({ messageId: 'm1', change: { kind: 'unreact' } });
    expect(changes.pending.get()).toHaveLength(2);
  });
});
