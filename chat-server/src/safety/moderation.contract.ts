import type { ChatRoom } from '@coco-chat/collections';
import { waitFor } from '@coco-chat/e2e/servers';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';

import { sendTo, type Arrangement, type Person } from '../testing/arrangement';
import type { ChatClient } from '../testing/chat-client';
import { createRoom } from '../testing/factories';

const act = (name: string, more = '', args = '') =>
  `mutation ($roomId: ID!, $participantId: ID!${more}) {
    ${name}(roomId: $roomId, participantId: $participantId${args})
  }`;
const mute = act('muteParticipant', ', $until: DateTime!', ', until: $until');
const unmute = act('unmuteParticipant');
const ban = act('banParticipant', ', $reason: String', ', reason: $reason');
const unban = act('unbanParticipant');
const follow = `subscription ($roomId: ID!) { roomEvents(roomId: $roomId) { __typename } }`;
const bannedOf = `query ($id: ID!) {
  room(id: $id) { memberCount bannedParticipants { edges { node { id } } } participants { edges { node { id } } } }
}`;

const hour = 60 * 60 * 1_000;
const inMs = (duration: number): string => new Date(Date.now() + duration).toISOString();
const forbidden = { extensions: { code: 'FORBIDDEN' } };

/** What moderators do to members, and that it holds in every process within a second. */
export function describeModeration(arrangement: () => Arrangement): void {
  describe('moderating', () => {
    let room: ChatRoom;
    let owner: Person;
    let moderator: Person;
    let member: Person;

    const setRole = async (person: Person, role: 'owner' | 'moderator'): Promise<void> => {
      const { id } = await arrangement().membership(room, person);
      await arrangement().payload.update({
        collection: 'chat-memberships',
        id,
        data: { role },
      });
    };
    const target = async (person: Person) => ({
      roomId: room.id,
      participantId: (await arrangement().membership(room, person)).participantId,
    });
    const isRefused = (client: ChatClient) => () =>
      sendTo(client, room.id, { text: '글' }).then(
        () => false,
        () => true,
      );

    beforeEach(async () => {
      room = await createRoom(arrangement().payload);
      owner = await arrangement().joined(room, '방장');
      moderator = await arrangement().joined(room, '중재자');
      member = await arrangement().joined(room, '회원');
      await setRole(owner, 'owner');
      await setRole(moderator, 'moderator');
    });
    afterEach(() => arrangement().disconnect());

    test('who is muted may not write, edit or react, and is told until when', async () => {
      const { id } = await sendTo(member.there, room.id, { text: '전' });
      const until = inMs(hour);
      await moderator.here.request(mute, { ...(await target(member)), until });
      await waitFor(isRefused(member.there), { timeoutMs: 1_000 });
      await expect(sendTo(member.there, room.id, { text: '글' })).rejects.toMatchObject({
        ...forbidden,
        message: expect.stringContaining(until),
      });
      const others = [
        ['mutation ($id: ID!) { editMessage(id: $id, text: "후") { id } }', { id }],
        ['mutation ($id: ID!) { addReaction(messageId: $id, emoji: "👍") { id } }', { id }],
      ] as const;
      for (const [query, variables] of others) {
        await expect(member.there.request(query, variables)).rejects.toMatchObject(forbidden);
      }
      await owner.here.request(unmute, await target(member));
      await waitFor(async () => !(await isRefused(member.there)()), { timeoutMs: 1_000 });
    });

    test('who is banned is sent away with 4441, and comes back once it is lifted', async () => {
      const stream = member.there.subscribe(follow, { roomId: room.id });
      await stream.next();
      const { participantId } = await target(member);
      await moderator.here.request(ban, { roomId: room.id, participantId, reason: '도배' });
      await expect(stream.take(100)).rejects.toBeDefined();
      await waitFor(() => member.there.closeCodes.includes(4441), { timeoutMs: 1_000 });
      await arrangement().disconnect();

      member = await arrangement().person('회원');
      [owner, moderator] = [
        await arrangement().person('방장'),
        await arrangement().person('중재자'),
      ];
      const join = 'mutation ($roomId: ID!) { joinRoom(roomId: $roomId) { id } }';
      for (const attempt of [
        () => member.here.request(join, { roomId: room.id }),
        () => sendTo(member.here, room.id, { text: '글' }),
        () => member.here.subscribe(follow, { roomId: room.id }).next(),
      ]) {
        await expect(attempt()).rejects.toMatchObject(forbidden);
      }
      const { data } = await arrangement().post(bannedOf, { id: room.id }, moderator.token);
      const ids = (page: unknown) =>
        (page as { edges: { node: { id: string } }[] }).edges.map(({ node }) => node.id);
      const seen = data.room as unknown as Record<string, unknown>;
      expect(seen.memberCount).toBe(2);
      expect(ids(seen.bannedParticipants)).toEqual([participantId]);
      expect(ids(seen.participants)).not.toContain(participantId);
      const { token } = await arrangement().person('구경꾼');
      const asVisitor = await arrangement().post(bannedOf, { id: room.id }, token);
      expect(asVisitor.errors?.[0]).toMatchObject(forbidden);

      await owner.here.request(unban, { roomId: room.id, participantId });
      await member.here.request(join, { roomId: room.id });
      await sendTo(member.here, room.id, { text: '다시' });
    });

    test('has its limits', async () => {
      const until = inMs(hour);
      const refused = async (by: Person, of: Person, code: string, variables: object = { until }) =>
        expect(
          by.here.request(mute, { ...(await target(of)), ...variables }),
        ).rejects.toMatchObject({ extensions: { code } });
      await refused(member, moderator, 'FORBIDDEN');
      await refused(moderator, owner, 'FORBIDDEN');
      await refused(moderator, moderator, 'BAD_USER_INPUT');
      await refused(owner, member, 'BAD_USER_INPUT', { until: inMs(-1) });
      await refused(owner, member, 'BAD_USER_INPUT', { until: inMs(366 * 24 * hour) });
      await refused(owner, member, 'NOT_FOUND', { until, participantId: 'nobody' });
      const staff = await arrangement().person('운영자', { roles: ['moderator'] });
      await staff.here.request(mute, { ...(await target(moderator)), until });
      await expect(
        staff.here.request(mute, { ...(await target(owner)), until }),
      ).rejects.toMatchObject(forbidden);
    });

    test('is written down: who, whom, where and until when', async () => {
      const until = inMs(hour);
      await owner.here.request(mute, { ...(await target(member)), until });
      const { payload } = arrangement();
      const [sanction] = (
        await payload.find({
          collection: 'sanctions',
          where: { room: { equals: room.id } },
          depth: 0,
        })
      ).docs;
      expect(sanction).toMatchObject({
        account: member.id,
        createdBy: owner.id,
        kind: 'mute',
        until,
      });
      const { docs } = await payload.find({
        collection: 'audit-log',
        where: { targetId: { equals: sanction?.id ?? '' } },
        depth: 0,
      });
      expect(docs).toMatchObject([{ actor: owner.id, action: 'sanction.imposed' }]);
    });
  });

  describe('a sanction from the admin panel', () => {
    const staff = async () => {
      const { id } = await arrangement().person('운영자', { roles: ['moderator'] });
      return arrangement().payload.findByID({ collection: 'users', id });
    };
    const impose = async (data: object) =>
      arrangement().payload.create({
        collection: 'sanctions',
        data: data as never,
        user: { ...(await staff()), collection: 'users' },
        overrideAccess: false,
        depth: 0,
      });
    const lift = async (id: string) =>
      arrangement().payload.update({
        collection: 'sanctions',
        id,
        data: { liftedAt: new Date().toISOString() },
        user: { ...(await staff()), collection: 'users' },
        overrideAccess: false,
        depth: 0,
      });
    afterEach(() => arrangement().disconnect());

    test('bans everywhere, at once, and until it is lifted', async () => {
      const person = await arrangement().person('쫓겨난 사람');
      await person.there.request('{ viewer { id } }');
      const connected = person.there.subscribe('subscription { contentPublished { key } }');
      const ended = connected.next().catch(() => 'ended');
      const { id } = await impose({ account: person.id, kind: 'ban' });
      await waitFor(() => person.there.closeCodes.includes(4441), { timeoutMs: 2_000 });
      expect(await ended).toBe('ended');
      const again = await arrangement().person('쫓겨난 사람');
      await expect(again.here.request('{ viewer { id } }')).rejects.toBeDefined();
      expect(again.here.closeCodes).toContain(4441);
      const { errors } = await arrangement().post('{ viewer { id } }', {}, person.token);
      expect(errors?.[0]).toMatchObject(forbidden);
      expect(await lift(id)).toMatchObject({ liftedBy: (await staff()).id });
      const back = await arrangement().person('쫓겨난 사람');
      expect(await back.here.request('{ viewer { id } }')).toEqual({ viewer: { id: person.id } });
    });

    test('mutes everywhere, and is over at its end', async () => {
      const room = await createRoom(arrangement().payload);
      const person = await arrangement().joined(room, '조용한 사람');
      const until = inMs(3_000);
      await impose({ account: person.id, kind: 'mute', until });
      const attempt = () => sendTo(person.here, room.id, { text: '글' });
      await waitFor(
        () =>
          attempt().then(
            () => false,
            () => true,
          ),
        { timeoutMs: 1_000 },
      );
      await expect(attempt()).rejects.toMatchObject(forbidden);
      await waitFor(
        () =>
          attempt().then(
            () => true,
            () => false,
          ),
        { timeoutMs: 5_000 },
      );
      expect(Date.now()).toBeGreaterThanOrEqual(Date.parse(until));
    });

    test('acts in a room as one from the chat does', async () => {
      const room = await createRoom(arrangement().payload);
      const person = await arrangement().joined(room, '방에서 조용한 사람');
      const { id } = await impose({ account: person.id, kind: 'mute', room: room.id });
      const attempt = () => sendTo(person.there, room.id, { text: '글' });
      await waitFor(
        () =>
          attempt().then(
            () => false,
            () => true,
          ),
        { timeoutMs: 1_000 },
      );
      await lift(id);
      await waitFor(
        () =>
          attempt().then(
            () => true,
            () => false,
          ),
        { timeoutMs: 1_000 },
      );
    });

    test('is refused where it makes no sense, and for admins', async () => {
      const room = await createRoom(arrangement().payload);
      const person = await arrangement().person('아무도');
      const admin = await arrangement().person('관리자', { roles: ['admin'] });
      const account = person.id;
      for (const data of [
        { account, kind: 'mute', until: inMs(-1_000) },
        { account, kind: 'mute', room: room.id },
        { account: (await staff()).id, kind: 'mute' },
        { account: admin.id, kind: 'ban' },
      ]) {
        await expect(impose(data)).rejects.toMatchObject({ status: expect.any(Number) });
      }
    });
  });
}
