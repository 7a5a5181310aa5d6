import { randomUUID } from 'node:crypto';

import type { ChatRoom } from '@coco-chat/collections';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { buildSchema, type GraphQLField } from 'graphql';

import { typeDefs } from './graphql/generated/type-defs';
import { Arrangement, sendTo, type Person } from './testing/arrangement';
import { createRoom } from './testing/factories';
import type { TestDatabase } from './testing/payload';
import { callOf, wholeSelection } from './testing/whole-selection';

const schema = buildSchema(typeDefs);
const fieldsOf = (type: 'Query' | 'Mutation'): GraphQLField<unknown, unknown>[] => {
  const root = type === 'Query' ? schema.getQueryType() : schema.getMutationType();
  return Object.values(root?.getFields() ?? {});
};

/** Nothing that another member is sent leads from an alias to an account, or to another room. */
export function describeAnonymity(
  startDatabase: () => Promise<TestDatabase>,
  { processes }: { processes: 1 | 2 },
): void {
  let chat: Arrangement;
  let hidden: Person;
  let curious: Person;
  let rooms: ChatRoom[];
  let realRoom: ChatRoom;

  beforeAll(async () => {
    chat = await Arrangement.start(startDatabase, { processes });
    rooms = [await anonymousRoom(), await anonymousRoom()];
    realRoom = await createRoom(chat.payload, {});
    hidden = await chat.person('Unmistakable Name', { email: 'unmistakable@example.org' });
    curious = await chat.person('Curious');
    for (const { id } of [...rooms, realRoom]) {
      for (const { here } of [hidden, curious]) {
        await here.request(`mutation ($id: ID!) { joinRoom(roomId: $id) { id } }`, { id });
      }
    }
  });
  afterAll(async () => {
    await chat.stop();
  });

  const anonymousRoom = (): Promise<ChatRoom> =>
    createRoom(chat.payload, { identityMode: 'anonymous' });

  /** What must not be seen in this room: the account, the membership, and the same person elsewhere. */
  async function secretsOf(room: ChatRoom): Promise<string[]> {
    const secrets = [hidden.id, hidden.name, 'unmistakable@example.org'];
    for (const each of [...rooms, realRoom]) {
      const { alias, id, participantId } = await chat.membership(each, hidden);
      secrets.push(id);
      if (each.id !== room.id) secrets.push(participantId, ...(alias ? [alias] : []));
    }
    return secrets;
  }
  const leaks = (seen: string, secrets: readonly string[]): string[] =>
    secrets.filter((secret) => seen.includes(secret));

  test('the same person in two rooms has nothing in common, and is no account anywhere', async () => {
    const members = await Promise.all(rooms.map((room) => chat.membership(room, hidden)));
    const shown = await Promise.all(
      rooms.map(async ({ id }, index) => {
        const own = members[index]?.participantId;
        const { data } = await chat.post(
          `query ($id: ID!) { room(id: $id) { participants { edges { node { id name avatarUrl role } } } } }`,
          { id },
          curious.token,
        );
        const { edges } = data.room.participants;
        return edges.map(({ node }) => node).find(({ id: participantId }) => participantId === own);
      }),
    );
    const [one, other] = shown;
    expect(one && other).toBeTruthy();
    expect(one?.id).not.toBe(other?.id);
    expect(one?.name).not.toBe(other?.name);
    // UUIDs of version 4: no two tell that they were made together, or by whom.
    const v4 = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
    expect([one?.id, other?.id]).toEqual([expect.stringMatching(v4), expect.stringMatching(v4)]);
    expect(shown.map((person) => person && Object.values(person).includes(hidden.id))).toEqual([
      false,
      false,
    ]);
  });

  test('no event of a room tells, whatever its people do there', async () => {
    const [room] = rooms;
    if (!room) throw new Error('There are rooms.');
    const secrets = await secretsOf(room);
    const events = curious.there.subscribe(
      `subscription ($id: ID!) { roomEvents(roomId: $id) ${wholeSelection(schema.getType('RoomEvent') ?? fail())} }`,
      { id: room.id },
    );
    const { __typename: first } = await events.next();
    expect(first).toBe('History');
    // Being there is an event too.
    const own = hidden.here.subscribe(
      `subscription ($id: ID!) { roomEvents(roomId: $id) { __typename } }`,
      { id: room.id },
    );
    await own.next();
    const said = await sendTo(hidden.here, room.id, { text: '안녕하세요' });
    const { id } = said;
    await sendTo(hidden.here, room.id, { text: 'A reply', replyToId: id });
    const acts = [
      `mutation ($id: ID!) { editMessage(id: $id, text: "edited") { id } }`,
      `mutation ($id: ID!) { addReaction(messageId: $id, emoji: "👍") { id } }`,
      `mutation ($id: ID!) { deleteMessage(id: $id) { id } }`,
    ];
    for (const act of acts) await hidden.here.request(act, { id });
    const typed = `mutation ($id: ID!) { setTyping(roomId: $id, isTyping: true) }`;
    const read = `mutation ($id: ID!) { markRead(roomId: $id, seq: 2) { lastReadSeq } }`;
    for (const act of [typed, read]) {
      await hidden.here.request(act, { id: room.id }).catch(() => undefined);
    }
    const seen: string[] = [];
    for (;;) {
      const event = await events.next();
      seen.push(event.__typename);
      if (event.__typename === 'MessageChanged' && event.message.deletedAt) break;
    }
    await own.stop();
    await events.stop();
    expect(seen).toEqual(expect.arrayContaining(['MessagePosted', 'MessageChanged']));
    const frames = curious.there.frames.join('\n');
    // The frames are those of this person's doings, and so the search has something to find.
    expect(frames).toContain((await chat.membership(room, hidden)).participantId);
    expect(leaks(frames, secrets)).toEqual([]);
  });

  test('no query, mutation or error tells, with every field that the schema has', async () => {
    for (const room of rooms) {
      const secrets = await secretsOf(room);
      const { participantId } = await chat.membership(room, hidden);
      const message = await sendTo(hidden.here, room.id, { text: 'What do you say?' });
      const values = {
        roomId: room.id,
        messageId: message.id,
        participantId,
        text: 'What',
        emoji: '👍',
        seq: 1,
        seconds: 0,
        isTyping: true,
        isArchived: false,
        until: new Date(Date.now() + 60_000).toISOString(),
        reason: 'because',
        note: 'because',
        role: 'OWNER',
        code: 'no such code',
        title: 'A title',
        version: '1',
        isOfAge: true,
        clientMessageId: randomUUID(),
        first: 5,
      };
      const calls = [
        ...fieldsOf('Query').map((field) =>
          callOf('query', field, { ...values, id: field.name === 'room' ? room.id : message.id }),
        ),
        `query { room(id: "${room.id}") { messages(last: 10) ${selectionOf('MessageConnection')} } }`,
        `query { room(id: "${room.id}") { participants ${selectionOf('ParticipantConnection')} } }`,
        `query { message(id: "${message.id}") { replyTo ${selectionOf('Message')} } }`,
        // Leaving comes last: it is the end of what a member is shown.
        ...fieldsOf('Mutation')
          .sort(
            (one, other) => Number(one.name === 'leaveRoom') - Number(other.name === 'leaveRoom'),
          )
          .map((field) => callOf('mutation', field, { ...values, id: message.id })),
      ];
      const answers: string[] = [];
      for (const call of calls) {
        const { data, errors } = await chat.post(call, {}, curious.token);
        // What is refused is refused for what it would do, and not for how it was asked.
        expect([call, errors?.[0]?.extensions.code]).not.toEqual([call, 'COMPLEXITY_LIMIT']);
        expect([call, errors?.[0]?.message ?? '']).toEqual([
          call,
          expect.not.stringMatching(/Cannot query|Unknown|Syntax|required/),
        ]);
        const answer = JSON.stringify({ data, errors });
        answers.push(answer);
        expect([call, leaks(answer, secrets)]).toEqual([call, []]);
      }
      expect(answers.join('\n')).toContain(participantId);
    }
  });

  test('nobody finds a person by what they know of the account', async () => {
    const [room] = rooms;
    const known = await chat.membership(room ?? fail(), hidden);
    for (const participantId of [hidden.id, known.id]) {
      for (const name of ['blockParticipant', 'report', 'muteParticipant']) {
        const field = fieldsOf('Mutation').find((candidate) => candidate.name === name) ?? fail();
        const values = {
          roomId: room?.id,
          participantId,
          reason: 'SPAM',
          until: new Date(Date.now() + 60_000).toISOString(),
        };
        const strange = await chat.post(callOf('mutation', field, values), {}, curious.token);
        const noSuch = { ...values, participantId: randomUUID() };
        const nobody = await chat.post(callOf('mutation', field, noSuch), {}, curious.token);
        expect([name, strange.errors?.[0]?.message]).toEqual([name, nobody.errors?.[0]?.message]);
        expect(strange.errors).toBeDefined();
      }
    }
  });
}

const selectionOf = (type: string): string => wholeSelection(schema.getType(type) ?? fail());

function fail(): never {
  throw new Error('The test is out of date.');
}
