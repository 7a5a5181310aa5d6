import { randomUUID } from 'node:crypto';

import type { ChatRoom } from '@coco-chat/collections';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';

import { sendTo, type Arrangement, type Person } from '../testing/arrangement';
import type { ChatProcess } from '../testing/chat-process';
import { createRoom } from '../testing/factories';
import type { RequestError } from '../testing/chat-client';

const sendMessage =
  'mutation ($input: SendMessageInput!) { sendMessage(input: $input) { id text } }';

/** What is refused for being too much, with the limits as they are but for their scale. */
export function describeLimits(arrangement: () => Arrangement): void {
  describe('limits', () => {
    let strict: ChatProcess;
    let room: ChatRoom;
    let person: Person;

    beforeEach(async () => {
      const { payload } = arrangement();
      // A tenth: three messages in ten seconds.
      strict = await arrangement().startProcess(0.1);
      room = await createRoom(payload);
      person = await arrangement().joined(room, `수다쟁이 ${randomUUID().slice(0, 8)}`);
    });
    afterEach(async () => {
      await arrangement().disconnect();
      await strict.stop();
    });

    const post = (query: string, variables: object, token?: string): Promise<Response> =>
      fetch(strict.httpUrl, {
        method: 'POST',
        headers: {
          'Content-Type': 'application/json',
          ...(token === undefined ? {} : { Authorization: `Bearer ${token}` }),
        },
        body: JSON.stringify({ query, variables }),
      });

    const send = (clientMessageId: string): Promise<Response> => {
      const input = { roomId: room.id, clientMessageId, text: '글' };
      return post(sendMessage, { input }, person.token);
    };

    test('a flood is refused with how long to wait, and what is stored is not', async () => {
      const ids = Array.from({ length: 3 }, () => randomUUID());
      const first = [];
      for (const id of ids) first.push(await (await send(id)).json());
      const refused = await send(randomUUID());
      const body = (await refused.json()) as { errors: { extensions: Record<string, unknown> }[] };
      expect(body.errors[0]?.extensions).toEqual({
        code: 'RATE_LIMITED',
        retryAfterMs: expect.any(Number),
      });
      const wait = Number(body.errors[0]?.extensions.retryAfterMs);
      expect(wait).toBeGreaterThan(0);
      expect(wait).toBeLessThanOrEqual(10_000);
      expect(refused.status).toBe(429);
      expect(refused.headers.get('Retry-After')).toBe(String(Math.ceil(wait / 1_000)));
      const again = await send(ids[0] ?? '');
      expect([again.status, await again.json()]).toEqual([200, first[0]]);
      // Others go on.
      const other = await arrangement().joined(room, '조용한 사람');
      expect((await sendTo(other.here, room.id, { text: '저도요' })).seq).toBe(4);
    });

    test('visitors share the limit of their address, and members do not pay for it', async () => {
      const ask = (token?: string) => post('{ rooms(first: 1) { totalCount } }', {}, token);
      const statuses = new Set<number>();
      for (let asked = 0; asked < 61; asked += 1) statuses.add((await ask()).status);
      expect([...statuses]).toEqual([200, 429]);
      expect((await ask(person.token)).status).toBe(200);
    });
  });

  describe('slow mode', () => {
    test('is kept over all processes, but by moderators, and gives back what was not stored', async () => {
      const { payload } = arrangement();
      const room = await createRoom(payload, { slowModeSeconds: 600 });
      const writer = await arrangement().joined(room, '느린 사람');
      const moderator = await arrangement().joined(room, '빠른 사람');
      const { id } = await arrangement().membership(room, moderator);
      await payload.update({ collection: 'chat-memberships', id, data: { role: 'moderator' } });

      const input = { text: '하나', clientMessageId: randomUUID() };
      const refusedReply = { text: '답장', replyToId: 'nothing' };
      await expect(sendTo(writer.here, room.id, refusedReply)).rejects.toMatchObject({
        extensions: { code: 'BAD_USER_INPUT' },
      });
      const first = await sendTo(writer.here, room.id, input);
      const error = await sendTo(writer.there, room.id, { text: '둘' }).catch((e: unknown) => e);
      const { code, retryAfterMs } = (error as RequestError).extensions;
      expect(code).toBe('RATE_LIMITED');
      expect(retryAfterMs).toBeGreaterThan(500_000);
      expect(await sendTo(writer.there, room.id, input)).toEqual(first);
      for (const text of ['셋', '넷']) await sendTo(moderator.there, room.id, { text });
      await arrangement().disconnect();
    });
  });

  describe('who may post no longer', () => {
    test('is answered with what they had posted, by its clientMessageId', async () => {
      const { payload } = arrangement();
      const room = await createRoom(payload);
      const writer = await arrangement().joined(room, '조용해진 사람');
      const input = { text: '먼저', clientMessageId: randomUUID() };
      const first = await sendTo(writer.here, room.id, input);
      await payload.update({ collection: 'chat-rooms', id: room.id, data: { isArchived: true } });
      expect(await sendTo(writer.there, room.id, input)).toEqual(first);
      await expect(sendTo(writer.there, room.id, { text: '나중' })).rejects.toMatchObject({
        extensions: { code: 'FORBIDDEN' },
      });
      await arrangement().disconnect();
    });
  });
}
