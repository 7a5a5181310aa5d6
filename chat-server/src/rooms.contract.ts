import { createHash } from 'node:crypto';

import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';

import { Arrangement, sendTo, type Person } from './testing/arrangement';
import type { ChatClient, Events, RoomData } from './testing/chat-client';
import { createRoom } from './testing/factories';
import type { TestDatabase } from './testing/payload';

const roomFields = `fragment RoomFields on Room {
  id slug title topic kind identityMode isArchived slowModeSeconds memberCount revision
  editWindowSeconds deleteWindowSeconds membership { role lastReadSeq participant { id name role } }
}`;
const createRoomMutation = `${roomFields}
mutation ($input: CreateRoomInput!) { createRoom(input: $input) { ...RoomFields } }`;
const updateRoomMutation = `${roomFields}
mutation ($input: UpdateRoomInput!) { updateRoom(input: $input) { ...RoomFields } }`;
const setSlowMode = `${roomFields}
mutation ($roomId: ID!, $seconds: Int!) {
  setSlowMode(roomId: $roomId, seconds: $seconds) { ...RoomFields }
}`;
const joinRoom = `${roomFields}
mutation ($roomId: ID!) { joinRoom(roomId: $roomId) { ...RoomFields } }`;
const createInvite = `mutation ($roomId: ID!, $seconds: Int, $uses: Int) {
  createInvite(roomId: $roomId, expiresInSeconds: $seconds, maxUses: $uses) {
    code roomId expiresAt usesLeft
  }
}`;
const acceptInvite = `${roomFields}
mutation ($code: String!) { acceptInvite(code: $code) { ...RoomFields } }`;
const leaveRoom = 'mutation ($roomId: ID!) { leaveRoom(roomId: $roomId) }';
const setRole = `mutation ($roomId: ID!, $participantId: ID!, $role: MembershipRole!) {
  setMembershipRole(roomId: $roomId, participantId: $participantId, role: $role) { id role }
}`;
const banParticipant = `mutation ($roomId: ID!, $participantId: ID!) {
  banParticipant(roomId: $roomId, participantId: $participantId)
}`;
const markRead = `mutation ($roomId: ID!, $seq: Int!) {
  markRead(roomId: $roomId, seq: $seq) { lastReadSeq unreadCount }
}`;
const roomEvents = `subscription ($roomId: ID!) {
  roomEvents(roomId: $roomId) {
    __typename
    ... on History { revision }
    ... on MessagePosted { revision }
    ... on RoomChanged { revision room { title topic isArchived slowModeSeconds memberCount } }
    ... on ReadMarkerMoved { participantId seq }
  }
}`;

/** Rooms, and who belongs to them, on one arrangement of processes. */
export function describeRooms(
  startDatabase: () => Promise<TestDatabase>,
  options: { processes: 1 | 2 },
): void {
  let chat: Arrangement;

  beforeAll(async () => {
    chat = await Arrangement.start(startDatabase, options);
  });
  afterAll(() => chat.stop());
  afterEach(() => chat.disconnect());

  const newMember = async ({ id: roomId }: { id: string }, name: string): Promise<Person> => {
    const person = await chat.person(name);
    await person.here.request(joinRoom, { roomId });
    return person;
  };
  const create = async (owner: Person, input: Record<string, unknown> = {}): Promise<RoomData> =>
    (await owner.here.request(createRoomMutation, { input: { title: '방', ...input } })).createRoom;
  const read = async (person: Person, id: string): Promise<RoomData> =>
    (
      await person.there.request(
        `${roomFields} query ($id: ID!) { room(id: $id) { ...RoomFields } }`,
        {
          id,
        },
      )
    ).room;
  const participantId = async (person: Person, id: string): Promise<string> =>
    (await chat.membership({ id }, person)).participantId;
  const giveRole = async (owner: Person, other: Person, roomId: string, role: string) =>
    owner.there.request(setRole, {
      roomId,
      role,
      participantId: await participantId(other, roomId),
    });
  const invite = async (owner: Person, roomId: string, more: object = {}): Promise<string> =>
    (await owner.here.request(createInvite, { roomId, seconds: 60, uses: 1, ...more })).createInvite
      .code;
  const ban = async (person: Person, roomId: string): Promise<void> => {
    const { id } = await chat.membership({ id: roomId }, person);
    const data = { bannedAt: new Date().toISOString() };
    await chat.payload.update({ collection: 'chat-memberships', id, data });
  };
  /** Guests cannot log in, so this one became a guest afterwards. */
  const makeGuest = ({ id }: Person): Promise<unknown> =>
    chat.payload.update({
      collection: 'users',
      id,
      data: { roles: ['guest'], guestUntil: new Date(Date.now() + 3_600_000).toISOString() },
    });
  /** Who owns a room, and how many people are in it, as the database has it. */
  const inside = async (roomId: string): Promise<{ owners: number; active: number }> => {
    const { docs } = await chat.payload.find({
      collection: 'chat-memberships',
      where: { room: { equals: roomId } },
      limit: 1_000,
      depth: 0,
    });
    const active = docs.filter(({ leftAt, bannedAt }) => !leftAt && !bannedAt);
    return { active: active.length, owners: active.filter(({ role }) => role === 'owner').length };
  };
  const audited = async (actor: Person): Promise<string[]> => {
    const { docs } = await chat.payload.find({
      collection: 'audit-log',
      where: { actor: { equals: actor.id } },
      limit: 100,
    });
    return docs.map(({ action }) => action);
  };
  const refusal = (code: string, field?: string) =>
    expect.objectContaining({ extensions: { code, ...(field === undefined ? {} : { field }) } });
  const follow = async (client: ChatClient, roomId: string): Promise<Events> => {
    const events = client.subscribe(roomEvents, { roomId });
    await events.next();
    return events;
  };
  /** The next event of a kind; others, such as who came online, are passed over. */
  const nextOf = async (events: Events, kind: string) => {
    for (;;) {
      const event = await events.next();
      if (event.__typename === kind) return event;
    }
  };

  describe('a new room', () => {
    test('belongs to whoever made it', async () => {
      const owner = await chat.person('주인');
      const input = { title: '  가을 산책 ', topic: ' 걷기 ', kind: 'PUBLIC' };
      const room = await create(owner, input);
      expect(room).toMatchObject({
        title: '가을 산책',
        topic: '걷기',
        kind: 'PUBLIC',
        identityMode: 'REAL',
        isArchived: false,
        slowModeSeconds: 0,
        memberCount: 1,
        editWindowSeconds: 24 * 60 * 60,
        deleteWindowSeconds: null,
        membership: { role: 'OWNER', lastReadSeq: 0, participant: { name: '주인', role: 'OWNER' } },
      });
      expect(room.slug).toMatch(/^가을-산책/);
      expect(await read(owner, room.id)).toEqual(room);
      expect(await audited(owner)).toContain('room.created');
      // The admin panel takes it as it takes its own.
      const saved = await chat.payload.update({ collection: 'chat-rooms', id: room.id, data: {} });
      expect(saved).toMatchObject({ title: '가을 산책', slug: room.slug });
    });

    test('has an address of its own, whatever it is called', async () => {
      const owner = await chat.person('주인');
      for (const title of ['같은 이름', '!!!']) {
        const rooms = await Promise.all(Array.from({ length: 6 }, () => create(owner, { title })));
        expect(new Set(rooms.map(({ slug }) => slug)).size).toBe(6);
      }
    });

    test('that is private has an address that tells nothing of others', async () => {
      const owner = await chat.person('주인');
      const secret = await create(owner, { title: '비밀 계획', kind: 'PRIVATE' });
      const open = await create(owner, { title: '비밀 계획' });
      expect(open.slug).toBe('비밀-계획');
      expect(secret.slug).toMatch(/^비밀-계획-[0-9a-f]{10}$/);
    });

    test.each([
      [{ title: ' \n ' }, 'input.title'],
      [{ title: '가'.repeat(81) }, 'input.title'],
      [{ title: 'a\u0007b' }, 'input.title'],
      [{ title: 'a\nb' }, 'input.title'],
      [{ topic: '가'.repeat(281) }, 'input.topic'],
      [{ topic: 'a\u0000' }, 'input.topic'],
      [{ kind: 'RANDOM' }, 'input.kind'],
    ])('%j is refused', async (input, field) => {
      const owner = await chat.person('주인');
      await expect(create(owner, input)).rejects.toEqual(refusal('BAD_USER_INPUT', field));
    });

    test('is not for guests to make', async () => {
      const guest = await chat.person('손님', { roles: ['guest'] });
      await expect(create(guest)).rejects.toEqual(refusal('FORBIDDEN'));
    });

    test('that is anonymous shows its owner under an alias', async () => {
      const owner = await chat.person('주인');
      const room = await create(owner, { identityMode: 'ANONYMOUS' });
      expect(room.membership?.participant.name).toMatch(/^\S.+ \d{3}$/);
      expect(room.membership?.participant.name).not.toContain('주인');
    });
  });

  describe('a room', () => {
    test('is changed by those who keep it, and everybody hears of it', async () => {
      const owner = await chat.person('주인');
      const room = await create(owner);
      const [helper, other] = [await newMember(room, '도우미'), await newMember(room, '손')];
      await giveRole(owner, helper, room.id, 'MODERATOR');
      const events = await follow(other.there, room.id);
      const update = (person: Person, input: object) =>
        person.here.request(updateRoomMutation, { input: { roomId: room.id, ...input } });

      await expect(update(other, { title: '내 방' })).rejects.toEqual(refusal('FORBIDDEN'));
      await update(helper, { title: '새 이름', topic: '새 주제' });
      const renamed = await nextOf(events, 'RoomChanged');
      expect(renamed).toMatchObject({ room: { title: '새 이름', topic: '새 주제' } });
      await update(helper, { topic: '' });
      expect(await nextOf(events, 'RoomChanged')).toMatchObject({ room: { topic: null } });
      await helper.here.request(setSlowMode, { roomId: room.id, seconds: 30 });
      const slowed = await nextOf(events, 'RoomChanged');
      expect(slowed).toMatchObject({
        revision: renamed.revision + 2,
        room: { slowModeSeconds: 30 },
      });

      await expect(update(helper, { isArchived: true })).rejects.toEqual(refusal('FORBIDDEN'));
      await update(owner, { isArchived: true });
      expect(await nextOf(events, 'RoomChanged')).toMatchObject({ room: { isArchived: true } });
      await expect(sendTo(owner.here, room.id, { text: '글' })).rejects.toEqual(
        refusal('FORBIDDEN'),
      );
      // What is so already is no change.
      const before = await read(owner, room.id);
      await update(owner, { isArchived: true, title: '새 이름' });
      expect(await read(owner, room.id)).toEqual(before);
      expect((await audited(helper)).filter((action) => action === 'room.changed')).toHaveLength(3);
    });

    test.each([-1, 21_601])('does not slow down to %p seconds', async (seconds) => {
      const owner = await chat.person('주인');
      const { id: roomId } = await create(owner);
      const slow = owner.here.request(setSlowMode, { roomId, seconds });
      await expect(slow).rejects.toEqual(refusal('BAD_USER_INPUT', 'seconds'));
    });

    test('shows who is in it to people who signed in', async () => {
      const room = await createRoom(chat.payload);
      const query =
        'query ($id: ID!) { room(id: $id) { participants { edges { node { name } } } } }';
      const { errors } = await chat.post(query, { id: room.id });
      expect(errors).toMatchObject([{ extensions: { code: 'UNAUTHENTICATED' } }]);
      const { token } = await newMember(room, '손');
      const { data } = await chat.post(query, { id: room.id }, token);
      expect(data.room.participants.edges).toEqual([{ node: { name: '손' } }]);
    });
  });

  describe('somebody who leaves', () => {
    test('is gone from every list, and comes back as the same participant', async () => {
      const owner = await chat.person('주인');
      const room = await create(owner, { identityMode: 'ANONYMOUS' });
      const person = await newMember(room, '손');
      const before = await read(person, room.id);
      const events = await follow(person.there, room.id);
      const leave = () => person.here.request(leaveRoom, { roomId: room.id });
      expect(await leave()).toEqual({ leaveRoom: true });
      expect(await leave()).toEqual({ leaveRoom: false });
      await expect(nextOf(events, 'nothing')).rejects.toThrow('The operation has ended');
      expect(await read(person, room.id)).toMatchObject({ memberCount: 1, membership: null });
      const joined = '{ rooms(joinedOnly: true) { edges { node { id } } } }';
      const { rooms } = await person.there.request(joined);
      expect(rooms.edges.map(({ node }) => node.id)).not.toContain(room.id);
      await expect(sendTo(person.there, room.id, { text: '글' })).rejects.toEqual(
        refusal('FORBIDDEN'),
      );

      await sendTo(owner.here, room.id, { text: '그동안' });
      const back = (await person.there.request(joinRoom, { roomId: room.id })).joinRoom;
      expect(back).toMatchObject({
        memberCount: 2,
        membership: { role: 'MEMBER', lastReadSeq: 1, participant: before.membership?.participant },
      });
    });

    test('hands the room over: to a moderator first, else to the oldest member', async () => {
      const owner = await chat.person('주인');
      const room = await create(owner);
      const oldest = await newMember(room, '처음');
      const helper = await newMember(room, '도우미');
      await giveRole(owner, helper, room.id, 'MODERATOR');
      await owner.here.request(leaveRoom, { roomId: room.id });
      expect((await read(helper, room.id)).membership?.role).toBe('OWNER');
      await helper.here.request(leaveRoom, { roomId: room.id });
      expect((await read(oldest, room.id)).membership?.role).toBe('OWNER');
      await oldest.here.request(leaveRoom, { roomId: room.id });
      expect(await read(oldest, room.id)).toMatchObject({ memberCount: 0, membership: null });
    });

    test('hands it to a guest, whose account ends, only where nobody else is left', async () => {
      const owner = await chat.person('주인');
      const room = await create(owner);
      const guest = await newMember(room, '손님 하나');
      await makeGuest(guest);
      const late = await newMember(room, '늦은 회원');
      await giveRole(owner, guest, room.id, 'MODERATOR');
      await owner.here.request(leaveRoom, { roomId: room.id });
      expect((await read(late, room.id)).membership?.role).toBe('OWNER');
      await late.here.request(leaveRoom, { roomId: room.id });
      expect((await read(guest, room.id)).membership?.role).toBe('OWNER');
    });

    test('all at once leaves the count exact, and one owner for who stays', async () => {
      const owner = await chat.person('주인');
      const { id: roomId } = await create(owner);
      const people = await Promise.all(['가', '나', '다', '라'].map((name) => chat.person(name)));
      const both = people.flatMap(({ here, there }) => [here, there]);
      await Promise.all(both.map((client) => client.request(joinRoom, { roomId })));
      expect(await read(owner, roomId)).toMatchObject({ memberCount: 5 });
      const leaving = [owner, ...people.slice(0, 2)].flatMap(({ here, there }) => [here, there]);
      const left = await Promise.all(
        leaving.map((client) => client.request(leaveRoom, { roomId })),
      );
      expect(left.filter((answer) => answer.leaveRoom)).toHaveLength(3);
      expect(await read(owner, roomId)).toMatchObject({ memberCount: 2 });
      expect(await inside(roomId)).toEqual({ active: 2, owners: 1 });
    });
  });

  test('somebody who is banned cannot come back, nor listen, nor write', async () => {
    const room = await createRoom(chat.payload);
    const person = await newMember(room, '나쁜 손');
    await ban(person, room.id);
    const join = person.here.request(joinRoom, { roomId: room.id });
    await expect(join).rejects.toEqual(refusal('FORBIDDEN'));
    await expect(follow(person.there, room.id)).rejects.toEqual(refusal('FORBIDDEN'));
    await expect(sendTo(person.here, room.id, { text: '글' })).rejects.toEqual(
      refusal('FORBIDDEN'),
    );
    expect(await read(person, room.id)).toMatchObject({ membership: null });
  });

  describe('a role', () => {
    test('is given by the owner alone', async () => {
      const owner = await chat.person('주인');
      const room = await create(owner);
      const [one, other] = [await newMember(room, '하나'), await newMember(room, '둘')];
      await expect(giveRole(one, other, room.id, 'MODERATOR')).rejects.toEqual(
        refusal('FORBIDDEN'),
      );
      await expect(giveRole(owner, owner, room.id, 'MEMBER')).rejects.toEqual(
        refusal('BAD_USER_INPUT', 'participantId'),
      );
      const nobody = { roomId: room.id, participantId: 'nobody', role: 'MEMBER' };
      await expect(owner.here.request(setRole, nobody)).rejects.toEqual(
        refusal('NOT_FOUND', 'participantId'),
      );
      const { setMembershipRole } = await giveRole(owner, one, room.id, 'OWNER');
      expect(setMembershipRole.role).toBe('OWNER');
      expect((await read(owner, room.id)).membership?.role).toBe('MODERATOR');
      expect(await audited(owner)).toContain('membership.role-changed');
    });

    test('of the owner is not for a guest', async () => {
      const owner = await chat.person('주인');
      const room = await create(owner);
      const guest = await newMember(room, '손님 둘');
      await makeGuest(guest);
      await expect(giveRole(owner, guest, room.id, 'OWNER')).rejects.toEqual(
        refusal('FORBIDDEN', 'participantId'),
      );
      expect((await read(owner, room.id)).membership?.role).toBe('OWNER');
    });

    test('of the owner is given away once, however many get it at once', async () => {
      const owner = await chat.person('주인');
      const room = await create(owner);
      const people = await Promise.all(['가', '나', '다'].map((name) => newMember(room, name)));
      const given = await Promise.allSettled([
        ...people.map((person) => giveRole(owner, person, room.id, 'OWNER')),
        owner.here.request(leaveRoom, { roomId: room.id }),
      ]);
      expect(given.some(({ status }) => status === 'fulfilled')).toBe(true);
      expect((await inside(room.id)).owners).toBe(1);
    });
  });

  test('people are found by the names they have in the room, and by no others', async () => {
    const search = async ({ id }: { id: string }, text: string, who: Person) => {
      const { data, errors } = await chat.post(
        'query ($id: ID!, $text: String) { room(id: $id) { participants(search: $text) { edges { node { name } } } } }',
        { id, text },
        who.token,
      );
      if (errors) throw new Error(JSON.stringify(errors[0]?.extensions));
      return data.room.participants.edges.map(({ node }) => node.name);
    };
    const owner = await chat.person('주인');
    const real = await create(owner);
    const hidden = await create(owner, { identityMode: 'ANONYMOUS' });
    for (const { id } of [real, hidden]) await newMember({ id }, '찾을 사람');
    expect(await search(real, ' 을 사 ', owner)).toEqual(['찾을 사람']);
    expect(await search(real, '', owner)).toEqual(['주인', '찾을 사람']);
    expect(await search(hidden, '찾을', owner)).toEqual([]);
    const alias = (await read(owner, hidden.id)).membership?.participant.name ?? '';
    expect(await search(hidden, alias, owner)).toEqual([alias]);
    await expect(search(real, '가'.repeat(41), owner)).rejects.toThrow(/BAD_USER_INPUT.*search/);
  });

  describe('an invite', () => {
    const privateRoom = async () => {
      const owner = await chat.person('주인');
      return { owner, room: await create(owner, { kind: 'PRIVATE', identityMode: 'ANONYMOUS' }) };
    };

    test('leads into a private room, which is nowhere to be found without it', async () => {
      const { owner, room } = await privateRoom();
      const person = await chat.person('초대받은 손');
      const gone = refusal('NOT_FOUND', 'roomId');
      await expect(person.here.request(joinRoom, { roomId: room.id })).rejects.toEqual(gone);
      await expect(invite(person, room.id)).rejects.toEqual(gone);
      const { code } = (
        await owner.here.request(createInvite, { roomId: room.id, seconds: 60, uses: 1 })
      ).createInvite;
      const accepted = await person.there.request(acceptInvite, { code });
      expect(accepted.acceptInvite).toMatchObject({ id: room.id, memberCount: 2 });
      // Lost answers are asked for again; who is a member takes no use.
      expect(await person.here.request(acceptInvite, { code })).toEqual(accepted);
      const { docs } = await chat.payload.find({ collection: 'chat-invites', limit: 1_000 });
      expect(docs.map(({ codeHash }) => codeHash)).toContain(
        createHash('sha256').update(code).digest('hex'),
      );
      expect(JSON.stringify(docs)).not.toContain(code);
      expect(await audited(owner)).toContain('invite.created');
      await expect(invite(person, room.id)).rejects.toEqual(refusal('FORBIDDEN'));
    });

    test('for one lets one in, however many come at once', async () => {
      const { owner, room } = await privateRoom();
      const code = await invite(owner, room.id);
      const people = await Promise.all(['가', '나', '다', '라'].map((name) => chat.person(name)));
      const came = await Promise.allSettled(
        people.map(({ here, there }, index) =>
          (index % 2 ? here : there).request(acceptInvite, { code }),
        ),
      );
      expect(came.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
      for (const result of came) {
        if (result.status === 'rejected')
          expect(result.reason).toEqual(refusal('NOT_FOUND', 'code'));
      }
      expect(await read(owner, room.id)).toMatchObject({ memberCount: 2 });
    });

    test('that is unknown, used up or expired is not there, all alike', async () => {
      const { owner, room } = await privateRoom();
      const [first, late] = [await chat.person('가'), await chat.person('나')];
      const used = await invite(owner, room.id);
      await first.here.request(acceptInvite, { code: used });
      const expired = await invite(owner, room.id);
      await chat.payload.update({
        collection: 'chat-invites',
        where: { codeHash: { equals: createHash('sha256').update(expired).digest('hex') } },
        data: { expiresAt: new Date(Date.now() - 1).toISOString() },
      });
      const answers = await Promise.all(
        ['unknown', used, expired].map((code) =>
          late.here.request(acceptInvite, { code }).catch((error: unknown) => String(error)),
        ),
      );
      expect(new Set(answers).size).toBe(1);
      await expect(late.here.request(acceptInvite, { code: used })).rejects.toEqual(
        refusal('NOT_FOUND', 'code'),
      );
    });

    test('is none for who is banned', async () => {
      const { owner, room } = await privateRoom();
      const code = await invite(owner, room.id, { uses: 5 });
      const person = await chat.person('나쁜 손');
      await person.here.request(acceptInvite, { code });
      await ban(person, room.id);
      const again = person.here.request(acceptInvite, { code });
      await expect(again).rejects.toEqual(refusal('FORBIDDEN'));
    });

    test('is none once who made it may not invite any more', async () => {
      const { owner, room } = await privateRoom();
      const helper = await chat.person('도우미');
      await helper.here.request(acceptInvite, { code: await invite(owner, room.id) });
      await giveRole(owner, helper, room.id, 'MODERATOR');
      const code = await invite(helper, room.id, { uses: 5 });
      const accept = async (name: string) =>
        (await chat.person(name)).there.request(acceptInvite, { code });
      const none = refusal('NOT_FOUND', 'code');

      await giveRole(owner, helper, room.id, 'MEMBER');
      await expect(accept('새 손 하나')).rejects.toEqual(none);
      await giveRole(owner, helper, room.id, 'MODERATOR');
      expect(await accept('새 손 하나')).toMatchObject({ acceptInvite: { id: room.id } });
      const sanction = await chat.payload.create({
        collection: 'sanctions',
        data: { account: helper.id, kind: 'ban' },
      });
      await expect(accept('새 손 둘')).rejects.toEqual(none);
      await chat.payload.update({
        collection: 'sanctions',
        id: sanction.id,
        data: { liftedAt: new Date().toISOString() },
      });
      expect(await accept('새 손 둘')).toMatchObject({ acceptInvite: { id: room.id } });
      await owner.here.request(banParticipant, {
        roomId: room.id,
        participantId: await participantId(helper, room.id),
      });
      await expect(accept('새 손 셋')).rejects.toEqual(none);
    });

    test.each([
      [{ seconds: 59 }, 'expiresInSeconds'],
      [{ seconds: 30 * 24 * 60 * 60 + 1 }, 'expiresInSeconds'],
      [{ uses: 0 }, 'maxUses'],
      [{ uses: 1_001 }, 'maxUses'],
    ])('with %j is refused', async (more, field) => {
      const { owner, room } = await privateRoom();
      await expect(invite(owner, room.id, more)).rejects.toEqual(refusal('BAD_USER_INPUT', field));
    });

    test('is not needed for a public room', async () => {
      const owner = await chat.person('주인');
      const room = await create(owner);
      await expect(invite(owner, room.id)).rejects.toEqual(refusal('BAD_USER_INPUT', 'roomId'));
    });
  });

  test('a read marker moves forwards only, at most to the newest message, and the others see it', async () => {
    const room = await createRoom(chat.payload);
    const [author, reader] = [await newMember(room, '하나'), await newMember(room, '둘')];
    const events = await follow(author.there, room.id);
    for (const text of ['1', '2', '3']) await sendTo(author.here, room.id, { text });
    const mark = async (seq: number) =>
      (await reader.here.request(markRead, { roomId: room.id, seq })).markRead;
    expect(await mark(2)).toEqual({ lastReadSeq: 2, unreadCount: 1 });
    const moved = await nextOf(events, 'ReadMarkerMoved');
    expect(moved).toMatchObject({ seq: 2, participantId: await participantId(reader, room.id) });
    expect(await mark(1)).toEqual({ lastReadSeq: 2, unreadCount: 1 });
    expect(await mark(99)).toEqual({ lastReadSeq: 3, unreadCount: 0 });
    await expect(mark(-1)).rejects.toEqual(refusal('BAD_USER_INPUT', 'seq'));
    const stranger = await chat.person('나그네');
    const foreign = stranger.here.request(markRead, { roomId: room.id, seq: 1 });
    await expect(foreign).rejects.toEqual(refusal('FORBIDDEN'));
  });
}
