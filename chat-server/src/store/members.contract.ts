import { createHash, randomUUID } from 'node:crypto';

import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Payload } from 'payload';

import { aliasesToOffer } from '../rooms/alias';
import { withFreeAlias } from '../rooms/joining';
import { createMember, createPerson, createRoom } from '../testing/factories';
import type { TestDatabase } from '../testing/payload';
import { createStores, type Stores } from './create-stores';
import { isActive, largestAnnouncedRoom, type StoredMembership } from './member-store';
import { noCounters, type RoomCounters } from './message-store';

/** What the stores promise of a room's members, whatever database they are on. */
export function describeMembers(start: () => Promise<TestDatabase>): void {
  let database: TestDatabase;
  let payload: Payload;
  let stores: Stores;
  /** The stores of another process. */
  let elsewhere: Stores;
  let roomId: string;

  beforeAll(async () => {
    database = await start();
    payload = await database.open();
    stores = await createStores(payload);
    elsewhere = await createStores(await database.open());
  });
  afterAll(async () => {
    await Promise.all([stores.close(), elsewhere.close()]);
    await database.stop();
  });
  beforeEach(async () => {
    roomId = (await createRoom(payload)).id;
  });

  const person = async (): Promise<string> => (await createPerson(payload)).id;
  const people = (count: number): Promise<string[]> =>
    Promise.all(Array.from({ length: count }, person));
  const member = async (): Promise<StoredMembership> =>
    createMember(stores.members, roomId, await person());
  const room = async () => (await elsewhere.rooms.roomsByIds([roomId]))[0];
  const counters = async (): Promise<RoomCounters> =>
    (await elsewhere.messages.counters([roomId])).get(roomId) ?? noCounters;
  /** One of the two processes after the other. */
  const either = (index: number): Stores => (index % 2 ? elsewhere : stores);
  const audit = { actorId: null, action: 'membership.role-changed' };

  describe('aliases', () => {
    test('offered in parallel, from very few words, go to one person each', async () => {
      const names = ['가', '나', '다', '라', '마', '바', '사', '아'];
      const joined = await Promise.all(
        (await people(8)).map((userId, index) =>
          either(index).members.join({
            ...{ roomId, userId, participantId: randomUUID(), role: 'member' },
            aliases: names,
          }),
        ),
      );
      const aliases = joined.map((change) => change?.membership.alias);
      expect(aliases.toSorted()).toEqual(names);
      const late = { roomId, userId: await person(), participantId: randomUUID() };
      expect(await stores.members.join({ ...late, role: 'member', aliases: names })).toBeNull();
      expect((await counters()).memberCount).toBe(8);
    });

    test('run out with no vocabulary, however small', async () => {
      const words = { qualities: ['조용한'], animals: ['수달'] };
      const taken = new Set<string>();
      for (let attempt = 0; taken.size < 3_000; attempt += 1) {
        const offered = aliasesToOffer('ko', Math.floor(attempt / 900), words);
        for (const alias of offered) taken.add(alias);
      }
      const anonymous = { id: roomId, identityMode: 'anonymous' as const };
      const attempts: number[] = [];
      const joined = await withFreeAlias(
        anonymous,
        { userId: await person(), locale: 'ko' },
        'member',
        async ({ aliases, ...draft }) => {
          attempts.push(aliases?.[0]?.length ?? 0);
          // As in a room where all the shorter names are taken.
          return attempts.length < 5 ? null : stores.members.join({ ...draft, aliases });
        },
      );
      expect(joined?.membership.alias).toMatch(/ \d{7}$/);
      expect(attempts).toHaveLength(5);
    });

    test('stay with a person who leaves, and nobody else gets them', async () => {
      const userId = await person();
      const join = (user: string, aliases: string[]) =>
        stores.members.join({
          ...{ roomId, userId: user, participantId: randomUUID(), role: 'member' },
          aliases,
        });
      const first = await join(userId, ['하나']);
      await stores.members.leave(roomId, userId);
      expect((await join(await person(), ['하나', '둘']))?.membership.alias).toBe('둘');
      const back = await join(userId, ['둘']);
      expect(back?.membership).toMatchObject({
        id: first?.membership.id,
        participantId: first?.membership.participantId,
        alias: '하나',
        leftAt: null,
      });
    });
  });

  test('coming and going is a change of a small room, and none of a large one', async () => {
    const crowd = await people(largestAnnouncedRoom);
    const join = (userId: string) =>
      stores.members.join({
        ...{ roomId, userId, participantId: randomUUID(), aliases: null, role: 'member' },
      });
    for (const userId of crowd) await join(userId);
    expect(await counters()).toMatchObject({ memberCount: 100, revision: 100 });
    const late = await person();
    expect(await join(late)).toMatchObject({ hasChanged: true, revision: null });
    expect(await counters()).toMatchObject({ memberCount: 101, revision: 100 });
    expect(await join(late)).toMatchObject({ hasChanged: false, revision: null });
    expect(await stores.members.leave(roomId, late)).toMatchObject({ revision: 101 });
    expect(await stores.members.leave(roomId, late)).toBeNull();
    expect(await counters()).toMatchObject({ memberCount: 100, revision: 101 });
  });

  test('members who come and go at once are counted as they are', async () => {
    const crowd = await people(6);
    await Promise.all(
      crowd.flatMap((userId, index) =>
        [0, 1, 2].map(async (round) => {
          const { members } = either(index + round);
          await createMember(members, roomId, userId);
          if (round < 2) await members.leave(roomId, userId);
        }),
      ),
    );
    const memberships = await stores.members.membershipsOf(
      crowd.map((userId) => ({ roomId, userId })),
    );
    expect(memberships).toHaveLength(6);
    expect((await counters()).memberCount).toBe(memberships.filter(isActive).length);
  });

  describe('an owner', () => {
    const makeOwner = async (): Promise<StoredMembership> => {
      const userId = await person();
      const joined = await stores.members.join({
        ...{ roomId, userId, participantId: randomUUID(), aliases: null, role: 'owner' },
      });
      if (!joined) throw new Error('Nobody became the owner');
      return joined.membership;
    };
    const owners = async (): Promise<StoredMembership[]> => {
      const page = { are: 'members', after: null, limit: 100 } as const;
      const [members = []] = await stores.members.listParticipants([roomId], page);
      return members.filter(({ role }) => role === 'owner');
    };

    test('is one, whoever gives the room away, gets it or leaves at once', async () => {
      let owner = await makeOwner();
      const others = [await member(), await member(), await member()];
      for (let round = 0; round < 5; round += 1) {
        const { userId: ownerId } = owner;
        await Promise.all([
          ...others.map(({ id: membershipId }, index) =>
            either(index).members.setRole({ roomId, ownerId, membershipId, role: 'owner', audit }),
          ),
          either(round).members.leave(roomId, others[round % 3]?.userId ?? ''),
          ...(round % 2 ? [either(round).members.leave(roomId, ownerId)] : []),
        ]);
        const now = await owners();
        expect(now).toHaveLength(1);
        owner = now[0] as StoredMembership;
        for (const { userId } of others) await createMember(stores.members, roomId, userId);
      }
    });

    test('alone gives roles, to those who are there', async () => {
      const owner = await makeOwner();
      const [one, other] = [await member(), await member()];
      const give = (ownerId: string, membershipId: string) =>
        stores.members.setRole({ roomId, ownerId, membershipId, role: 'moderator', audit });
      expect(await give(one.userId, other.id)).toBeNull();
      expect(await give(owner.userId, owner.id)).toBeNull();
      await stores.members.leave(roomId, other.userId);
      expect(await give(owner.userId, other.id)).toBeNull();
      const before = (await counters()).revision;
      expect(await give(owner.userId, one.id)).toMatchObject({
        hasChanged: true,
        revision: before + 1,
        membership: { role: 'moderator' },
        others: [],
      });
      expect(await give(owner.userId, one.id)).toMatchObject({ hasChanged: false });
      expect((await counters()).revision).toBe(before + 1);
    });
  });

  test('an invite is used as often as it may be, by people who come at once', async () => {
    const codeHash = createHash('sha256').update(randomUUID()).digest('hex');
    const createdById = await person();
    const expiresAt = new Date(Date.now() + 60_000).toISOString();
    const made = { actorId: createdById, action: 'invite.created' };
    await stores.invites.create({
      ...{ roomId, codeHash, createdById, expiresAt, usesLeft: 3 },
      audit: made,
    });
    const joined = await Promise.all(
      (await people(8)).map((userId, index) =>
        either(index).members.join(
          { roomId, userId, participantId: randomUUID(), aliases: null, role: 'member' },
          codeHash,
        ),
      ),
    );
    expect(joined.filter((change) => change?.hasChanged)).toHaveLength(3);
    expect((await counters()).memberCount).toBe(3);
    expect(await elsewhere.invites.find(codeHash)).toMatchObject({
      roomId,
      expiresAt,
      usesLeft: 0,
    });
    expect(await stores.invites.find('nothing')).toBeNull();
  });

  test('a read marker moves forwards only, whoever is faster', async () => {
    const { id, lastReadSeq } = await member();
    expect(lastReadSeq).toBe(0);
    const seqs = [3, 9, 1, 7, 5];
    await Promise.all(seqs.map((seq, index) => either(index).members.moveReadMarker(id, seq)));
    expect(await stores.members.moveReadMarker(id, 9)).toBeNull();
    expect(await stores.members.moveReadMarker(id, 10)).toMatchObject({ lastReadSeq: 10 });
  });

  test('a room that is changed says so once, and only what is new', async () => {
    const line = { actorId: await person(), action: 'room.changed' };
    const set = { title: '새 이름', topic: '주제', isArchived: true, slowModeSeconds: 5 };
    expect(await stores.rooms.change(roomId, set, line)).toBe(1);
    expect(await room()).toMatchObject(set);
    expect(await elsewhere.rooms.change(roomId, set, line)).toBeNull();
    expect(await elsewhere.rooms.change(roomId, { topic: null }, line)).toBe(2);
    expect(await room()).toMatchObject({ ...set, topic: null });
    expect(await counters()).toMatchObject({ revision: 2 });
    const { totalDocs } = await payload.count({
      collection: 'audit-log',
      where: { targetId: { equals: roomId } },
    });
    expect(totalDocs).toBe(2);
  });
}
