import type { ChatRoom } from '@coco-chat/collections';
import { waitFor } from '@coco-chat/e2e/servers';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';

import { sendTo, type Arrangement, type Person } from '../testing/arrangement';
import { createRoom } from '../testing/factories';

/** What the lists that a moderator edits do to posts and edits. */
export function describeFilters(arrangement: () => Arrangement): void {
  describe('the word and link filter', () => {
    let room: ChatRoom;
    let writer: Person;

    const setLists = (data: object) =>
      arrangement().payload.updateGlobal({ slug: 'chat-filters', data });

    beforeEach(async () => {
      room = await createRoom(arrangement().payload);
      writer = await arrangement().joined(room, '글쓴이');
    });
    afterEach(async () => {
      await setLists({ words: [], allowedWords: [], links: 'all', domains: [] });
      await arrangement().disconnect();
    });

    const refusedAt = (field: string) => ({ extensions: { code: 'BAD_USER_INPUT', field } });

    test('refuses posts and edits in every process within a second, and says no list', async () => {
      const { id } = await sendTo(writer.here, room.id, { text: '바보' });
      await setLists({ words: ['바보'], links: 'none' });
      const isRefused = (text: string) =>
        sendTo(writer.there, room.id, { text }).then(
          () => false,
          () => true,
        );
      await waitFor(() => isRefused('바 보'), { timeoutMs: 1_000 });
      for (const client of [writer.here, writer.there]) {
        const refused = sendTo(client, room.id, { text: '너 바.보' });
        await expect(refused).rejects.toMatchObject(refusedAt('input.text'));
        await expect(refused).rejects.not.toMatchObject({
          message: expect.stringContaining('바보'),
        });
        await expect(sendTo(client, room.id, { text: 'example.com' })).rejects.toMatchObject(
          refusedAt('input.text'),
        );
        const edit =
          'mutation ($id: ID!, $text: String!) { editMessage(id: $id, text: $text) { id } }';
        await expect(client.request(edit, { id, text: '바보야' })).rejects.toMatchObject(
          refusedAt('text'),
        );
      }
      await setLists({ words: [], links: 'all' });
      await waitFor(async () => !(await isRefused('바보')), { timeoutMs: 1_000 });
    });

    test('is for the names of rooms too', async () => {
      await setLists({ words: ['바보'] });
      const create = 'mutation ($input: CreateRoomInput!) { createRoom(input: $input) { id } }';
      const open = (input: object) => writer.there.request(create, { input });
      const isRefused = () =>
        open({ title: '바보 모임' }).then(
          () => false,
          () => true,
        );
      await waitFor(isRefused, { timeoutMs: 1_000 });
      await expect(open({ title: '바보 모임' })).rejects.toMatchObject(refusedAt('input.title'));
      await expect(open({ title: '모임', topic: 'ㅂㅏㅂㅗ' })).rejects.toMatchObject(
        refusedAt('input.topic'),
      );
      await open({ title: '바다 모임' });
    });

    test('lets domains through that are listed', async () => {
      await setLists({ links: 'listed', domains: ['example.org'] });
      await waitFor(
        () =>
          sendTo(writer.there, room.id, { text: 'evil.com' }).then(
            () => false,
            () => true,
          ),
        { timeoutMs: 1_000 },
      );
      await sendTo(writer.there, room.id, { text: 'https://www.example.org/길' });
    });

    test('tells who changed which list', async () => {
      await setLists({ words: ['바보'] });
      const { docs } = await arrangement().payload.find({
        collection: 'audit-log',
        where: { action: { equals: 'chat-filters.changed' } },
        sort: '-createdAt',
        limit: 1,
      });
      expect(docs).toMatchObject([{ targetId: 'chat-filters', details: { fields: ['words'] } }]);
    });
  });
}
