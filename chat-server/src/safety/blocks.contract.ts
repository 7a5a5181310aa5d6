import type { ChatRoom } from '@coco-chat/collections';
import { waitFor } from '@coco-chat/e2e/servers';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';

import { sendTo, type Arrangement, type Person } from '../testing/arrangement';
import type { ChatClient } from '../testing/chat-client';
import { createRoom } from '../testing/factories';

const act = (name: string) => `mutation ($roomId: ID!, $participantId: ID!) {
  ${name}(roomId: $roomId, participantId: $participantId)
}`;
const messages = `query ($id: ID!) {
  room(id: $id) {
    lastMessage { text isBlocked }
    messages { edges { node { text payload isBlocked author { id isBlocked } replyTo { text } } } }
  }
}`;
const search = `query ($id: ID!, $text: String!) {
  searchMessages(roomId: $id, text: $text) { edges { node { text } } }
}`;
const blockedPeople = `query ($id: ID!, $first: Int, $after: String) {
  room(id: $id) {
    blockedParticipants(first: $first, after: $after) {
      edges { node { id name } }
      pageInfo { hasNextPage endCursor }
    }
  }
}`;
const report = 'mutation ($input: ReportInput!) { report(input: $input) }';

/** What people do about others, and that it tells nobody more than it should. */
export function describeBlocks(arrangement: () => Arrangement): void {
  let room: ChatRoom;
  let blocker: Person;
  let blocked: Person;

  const participantId = async (person: Person, inRoom = room): Promise<string> =>
    (await arrangement().membership(inRoom, person)).participantId;
  const block = async (name = 'blockParticipant', inRoom = room) =>
    blocker.here.request(act(name), {
      roomId: inRoom.id,
      participantId: await participantId(blocked, inRoom),
    });
  const seenBy = async (person: Person, inRoom = room) => {
    const { data } = await arrangement().post(messages, { id: inRoom.id }, person.token);
    return data.room.messages.edges.map(({ node }) => node.text);
  };

  const foundBy = async ({ token }: Person, text: string): Promise<number> => {
    const { data } = await arrangement().post(search, { id: room.id, text }, token);
    return data.searchMessages.edges.length;
  };

  beforeEach(async () => {
    room = await createRoom(arrangement().payload);
    blocker = await arrangement().joined(room, '막은 사람');
    blocked = await arrangement().joined(room, '막힌 사람');
  });
  afterEach(async () => {
    await arrangement().disconnect();
    await arrangement().payload.delete({ collection: 'user-blocks', where: {} });
  });

  describe('a block', () => {
    test('empties what the other has written, in every tab and process, and only for the blocker', async () => {
      const first = await sendTo(blocked.there, room.id, { text: '들리나', payload: { a: 1 } });
      await sendTo(blocker.here, room.id, { text: '답장', replyToId: first.id });
      const stream = blocker.there.subscribe(
        `subscription ($roomId: ID!) { roomEvents(roomId: $roomId) {
          __typename ... on History { messages { text } }
          ... on MessagePosted { revision message { text isBlocked author { id } } }
        } }`,
        { roomId: room.id },
      );
      expect((await stream.next()).messages.map(({ text }) => text)).toEqual(['들리나', '답장']);
      await block();
      await block();
      await waitFor(
        async () => {
          const { room: seen } = await blocker.there.request(messages, { id: room.id });
          return seen.messages.edges[0]?.node.text === null;
        },
        { timeoutMs: 1_000 },
      );
      const { revision } = await sendTo(blocked.here, room.id, { text: '아직 들리나' });
      expect(await stream.change()).toMatchObject({
        __typename: 'MessagePosted',
        revision,
        message: { text: null, isBlocked: true, author: { id: await participantId(blocked) } },
      });
      const { data } = await arrangement().post(messages, { id: room.id }, blocker.token);
      expect(data.room).toMatchObject({
        lastMessage: { text: null, isBlocked: true },
        messages: {
          edges: [
            { node: { text: null, payload: null, isBlocked: true, author: { isBlocked: true } } },
            { node: { text: '답장', isBlocked: false, replyTo: { text: null } } },
            { node: { text: null } },
          ],
        },
      });
      expect(await seenBy(blocked)).toEqual(['들리나', '답장', '아직 들리나']);
      expect(await foundBy(blocked, '들리나')).toBe(2);
      expect(await foundBy(blocker, '들리나')).toBe(0);
      await block('unblockParticipant');
      await block('unblockParticipant');
      expect(await seenBy(blocker)).toEqual(['들리나', '답장', '아직 들리나']);
    });

    test('is kept apart where many are told the same, as is what each is in the room', async () => {
      const third = await arrangement().joined(room, '지나가던 사람');
      const follow = (client: ChatClient) =>
        client.subscribe(
          `subscription ($roomId: ID!) { roomEvents(roomId: $roomId) {
            ... on MessagePosted { revision message { text mentions { name } replyTo { text } } }
            ... on RoomChanged { revision room { membership { participant { name } } } }
          } }`,
          { roomId: room.id },
        );
      const people = [blocker, blocked, third];
      await block();
      const streams = people.flatMap(({ here, there }) => [follow(here), follow(there)]);
      for (const stream of streams) await stream.next();
      const { id } = await sendTo(blocked.here, room.id, { text: `@${third.name} 안녕` });
      await sendTo(third.there, room.id, { text: `@${blocked.name} 안녕`, replyToId: id });
      await arrangement().joined(room, '새로 온 사람');
      for (const [index, stream] of streams.entries()) {
        const person = people[Math.floor(index / 2)];
        const isBlocker = person === blocker;
        expect(await stream.changes(3)).toMatchObject([
          {
            message: isBlocker
              ? { text: null, mentions: [], replyTo: null }
              : { text: `@${third.name} 안녕`, mentions: [{ name: third.name }] },
          },
          {
            message: {
              text: `@${blocked.name} 안녕`,
              replyTo: { text: isBlocker ? null : `@${third.name} 안녕` },
            },
          },
          { room: { membership: { participant: { name: person?.name } } } },
        ]);
      }
    });

    test('of an alias acts in that room alone, and one of a name among names', async () => {
      const { payload } = arrangement();
      const [hidden, hiddenToo, named] = await Promise.all([
        createRoom(payload, { identityMode: 'anonymous' }),
        createRoom(payload, { identityMode: 'anonymous' }),
        createRoom(payload),
      ]);
      const rooms = [hidden, hiddenToo, named, room];
      for (const own of rooms) {
        if (own !== room) {
          await arrangement().joined(own, '막은 사람');
          await arrangement().joined(own, '막힌 사람');
        }
        await sendTo(blocked.here, own.id, { text: '글' });
      }
      const seen = async () =>
        Promise.all(rooms.map(async (own) => (await seenBy(blocker, own))[0]));
      await block('blockParticipant', hidden);
      expect(await seen()).toEqual([null, '글', '글', '글']);
      await block('blockParticipant', named);
      expect(await seen()).toEqual([null, '글', null, null]);
      await block('unblockParticipant', room);
      expect(await seen()).toEqual([null, '글', '글', '글']);
    });

    test('is listed for the blocker, and can be taken back when the other has left or was banned', async () => {
      const gone = await arrangement().joined(room, '간 사람');
      await block();
      await blocker.here.request(act('blockParticipant'), {
        roomId: room.id,
        participantId: await participantId(gone),
      });
      await gone.here.request('mutation ($roomId: ID!) { leaveRoom(roomId: $roomId) }', {
        roomId: room.id,
      });
      const listed = async (person: Person, inRoom = room) => {
        const { data } = await arrangement().post(blockedPeople, { id: inRoom.id }, person.token);
        return data.room.blockedParticipants.edges.map(({ node }) => node.name);
      };
      expect(await listed(blocker)).toEqual(['막힌 사람', '간 사람']);
      expect(await listed(blocked)).toEqual([]);
      // Of names a block is one everywhere, and tells of nobody who was never there.
      expect(await listed(blocker, await createRoom(arrangement().payload))).toEqual([]);

      const page = async (after: string | null) => {
        const { data } = await arrangement().post(
          blockedPeople,
          { id: room.id, first: 1, after },
          blocker.token,
        );
        return data.room.blockedParticipants;
      };
      const first = await page(null);
      expect(first.pageInfo.hasNextPage).toBe(true);
      const second = await page(first.pageInfo.endCursor);
      expect([first, second].map(({ edges }) => edges.map(({ node }) => node.name))).toEqual([
        ['막힌 사람'],
        ['간 사람'],
      ]);
      expect(second.pageInfo.hasNextPage).toBe(false);

      const [edge] = second.edges;
      await blocker.here.request(act('unblockParticipant'), {
        roomId: room.id,
        participantId: edge?.node.id,
      });
      expect(await listed(blocker)).toEqual(['막힌 사람']);
      const { errors } = await arrangement().post(blockedPeople, { id: room.id });
      expect(errors?.[0]?.extensions).toMatchObject({ code: 'UNAUTHENTICATED' });
    });

    test('is not of oneself, nor of nobody', async () => {
      for (const [person, code] of [
        [await participantId(blocker), 'BAD_USER_INPUT'],
        ['nobody', 'NOT_FOUND'],
      ]) {
        await expect(
          blocker.here.request(act('blockParticipant'), { roomId: room.id, participantId: person }),
        ).rejects.toMatchObject({ extensions: { code, field: 'participantId' } });
      }
    });
  });

  describe('a report', () => {
    const file = async (person: Person, input: object): Promise<string> =>
      (
        (await person.here.request(report, {
          input: { roomId: room.id, reason: 'HARASSMENT', ...input },
        })) as unknown as { report: string }
      ).report;

    test('keeps what was said until then, without accounts, once as long as it is open', async () => {
      const { payload } = arrangement();
      await sendTo(blocker.here, room.id, { text: '먼저' });
      const { id } = await sendTo(blocked.here, room.id, { text: '나쁜 말' });
      await sendTo(blocker.here, room.id, { text: '나중' });
      const first = await file(blocker, { messageId: id, note: '너무해요' });
      expect(await file(blocker, { messageId: id })).toBe(first);
      const stored = await payload.findByID({ collection: 'reports', id: first, depth: 0 });
      expect(stored).toMatchObject({
        state: 'open',
        reason: 'harassment',
        note: '너무해요',
        message: id,
        reported: blocked.id,
        reporter: blocker.id,
        excerpt: [
          { text: '먼저', name: '막은 사람', isReported: false },
          { text: '나쁜 말', name: '막힌 사람', isReported: true },
        ],
      });
      for (const { id: account } of [blocker, blocked]) {
        expect(JSON.stringify(stored.excerpt)).not.toContain(account);
      }
      const person = await file(blocker, { participantId: await participantId(blocked) });
      expect(person).not.toBe(first);
      await payload.update({ collection: 'reports', id: first, data: { state: 'resolved' } });
      expect(await file(blocker, { messageId: id })).not.toBe(first);
      const { docs } = await payload.find({
        collection: 'audit-log',
        where: { targetId: { equals: first }, action: { equals: 'report.filed' } },
        depth: 0,
      });
      expect(docs).toMatchObject([{ actor: blocker.id, details: { room: room.id } }]);
    });

    test('is refused where there is nothing to report, or nobody to do so', async () => {
      const elsewhere = await createRoom(arrangement().payload);
      const foreigner = await arrangement().joined(elsewhere, '다른 방 사람');
      const foreign = await sendTo(foreigner.here, elsewhere.id, { text: '글' });
      const cases: [Person, object, string][] = [
        [blocker, {}, 'BAD_USER_INPUT'],
        [blocker, { messageId: foreign.id }, 'NOT_FOUND'],
        [blocker, { participantId: 'nobody' }, 'NOT_FOUND'],
        [blocker, { participantId: await participantId(blocker) }, 'BAD_USER_INPUT'],
        [
          blocker,
          { participantId: await participantId(blocked), note: 'a'.repeat(2_001) },
          'BAD_USER_INPUT',
        ],
        [foreigner, { participantId: await participantId(blocked) }, 'FORBIDDEN'],
      ];
      for (const [person, input, code] of cases) {
        await expect(file(person, input)).rejects.toMatchObject({ extensions: { code } });
      }
    });
  });
}
