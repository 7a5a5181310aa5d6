import { randomUUID } from 'node:crypto';

import { waitFor } from '@coco-chat/e2e/servers';
import { buildSchema } from 'graphql';

import { typeDefs } from '../graphql/generated/type-defs';
import type { Crowd } from '../store/query-plans/crowd';
import type { Arrangement, Person } from './arrangement';
import { AskedFields } from './asked-fields';
import type { Data, Events } from './chat-client';
import { wholeSelection } from './whole-selection';

/** Does something under a name that a failure can give. */
export type During = <T>(name: string, work: () => Promise<T>) => Promise<T>;

type Variables = Record<string, unknown>;

const schema = buildSchema(typeDefs);

/** Every field of a type, without the lists in it: they are asked for by themselves. */
function wholeSelectionOf(name: string): string {
  const type = schema.getType(name);
  if (!type) throw new Error(`The schema has no ${name}.`);
  return wholeSelection(type, ['Query']);
}

const room = wholeSelectionOf('Room');
const message = wholeSelectionOf('Message').replace(
  '{',
  `{ replyTo ${wholeSelectionOf('Message')}`,
);
const participant = wholeSelectionOf('Participant');
const pageInfo = 'pageInfo { hasNextPage hasPreviousPage startCursor endCursor }';
const page = (node: string): string => `{ edges { cursor node ${node} } ${pageInfo} }`;

const documents = {
  viewer: `{ viewer ${wholeSelectionOf('Viewer')} }`,
  rooms: `query ($first: Int, $after: String, $search: String, $joinedOnly: Boolean) {
    rooms(first: $first, after: $after, search: $search, joinedOnly: $joinedOnly) {
      ${page(room).slice(1, -1)} totalCount } }`,
  room: `query ($id: ID, $slug: String) { room(id: $id, slug: $slug) ${room} }`,
  message: `query ($id: ID!) { message(id: $id) ${message} }`,
  messages: `query ($id: ID!, $first: Int, $after: String, $last: Int, $before: String) {
    room(id: $id) { messages(first: $first, after: $after, last: $last, before: $before) ${page(message)} } }`,
  people: `query ($id: ID!, $first: Int, $after: String, $search: String) {
    room(id: $id) { participants(first: $first, after: $after, search: $search) ${page(participant)} } }`,
  banned: `query ($id: ID!, $first: Int, $after: String) {
    room(id: $id) { bannedParticipants(first: $first, after: $after) ${page(participant)} } }`,
  blocked: `query ($id: ID!, $first: Int, $after: String) {
    room(id: $id) { blockedParticipants(first: $first, after: $after) ${page(participant)} } }`,
  search: `query ($id: ID!, $text: String!, $first: Int, $after: String) {
    searchMessages(roomId: $id, text: $text, first: $first, after: $after) ${page(message)} }`,
  activeRandomSession: `{ activeRandomSession ${wholeSelectionOf('RandomSession')} }`,
  randomRules: `{ randomRules ${wholeSelectionOf('RandomRules')} }`,
  createRoom: `mutation ($input: CreateRoomInput!) { createRoom(input: $input) ${room} }`,
  updateRoom: `mutation ($input: UpdateRoomInput!) { updateRoom(input: $input) ${room} }`,
  joinRoom: `mutation ($id: ID!) { joinRoom(roomId: $id) ${room} }`,
  leaveRoom: 'mutation ($id: ID!) { leaveRoom(roomId: $id) }',
  createInvite: `mutation ($id: ID!) {
    createInvite(roomId: $id, expiresInSeconds: 3600, maxUses: 5) ${wholeSelectionOf('Invite')} }`,
  acceptInvite: `mutation ($code: String!) { acceptInvite(code: $code) ${room} }`,
  sendMessage: `mutation ($input: SendMessageInput!) { sendMessage(input: $input) ${message} }`,
  editMessage: `mutation ($id: ID!, $text: String!) { editMessage(id: $id, text: $text) ${message} }`,
  deleteMessage: `mutation ($id: ID!) { deleteMessage(id: $id) ${message} }`,
  addReaction: `mutation ($id: ID!) { addReaction(messageId: $id, emoji: "👍") ${message} }`,
  removeReaction: `mutation ($id: ID!) { removeReaction(messageId: $id, emoji: "👍") ${message} }`,
  markRead: `mutation ($id: ID!, $seq: Int!) {
    markRead(roomId: $id, seq: $seq) ${wholeSelectionOf('Membership')} }`,
  setTyping: 'mutation ($id: ID!) { setTyping(roomId: $id, isTyping: true) }',
  acceptRandomRules: `mutation ($version: String!) {
    acceptRandomRules(version: $version, isOfAge: true) ${wholeSelectionOf('RandomRules')} }`,
  endRandomSession: `mutation ($requeue: Boolean!, $sessionId: ID) {
    endRandomSession(requeue: $requeue, sessionId: $sessionId) }`,
  block: 'mutation ($id: ID!, $of: ID!) { blockParticipant(roomId: $id, participantId: $of) }',
  unblock: 'mutation ($id: ID!, $of: ID!) { unblockParticipant(roomId: $id, participantId: $of) }',
  report: 'mutation ($input: ReportInput!) { report(input: $input) }',
  mute: `mutation ($id: ID!, $of: ID!, $until: DateTime!) {
    muteParticipant(roomId: $id, participantId: $of, until: $until) }`,
  unmute: 'mutation ($id: ID!, $of: ID!) { unmuteParticipant(roomId: $id, participantId: $of) }',
  ban: `mutation ($id: ID!, $of: ID!) {
    banParticipant(roomId: $id, participantId: $of, reason: "Spam") }`,
  unban: 'mutation ($id: ID!, $of: ID!) { unbanParticipant(roomId: $id, participantId: $of) }',
  setSlowMode: `mutation ($id: ID!, $seconds: Int!) {
    setSlowMode(roomId: $id, seconds: $seconds) ${room} }`,
  setRole: `mutation ($id: ID!, $of: ID!, $role: MembershipRole!) {
    setMembershipRole(roomId: $id, participantId: $of, role: $role) ${participant} }`,
  roomEvents: `subscription ($id: ID!, $after: Int) {
    roomEvents(roomId: $id, afterRevision: $after) ${wholeSelectionOf('RoomEvent')} }`,
  inbox: `subscription { inbox ${wholeSelectionOf('InboxEvent')} }`,
  randomMatch: `subscription ($input: RandomMatchInput!) {
    randomMatch(input: $input) ${wholeSelectionOf('RandomMatchEvent')} }`,
  siteStats: `subscription { siteStats ${wholeSelectionOf('SiteStatValue')} }`,
  contentPublished: `subscription { contentPublished ${wholeSelectionOf('ContentPublished')} }`,
} as const;

type Name = keyof typeof documents;

interface Options {
  chat: Arrangement;
  crowd: Crowd;
  during: During;
  /** Uploads a file for a room, as its member, and gives its id. */
  upload: (person: Person, roomId: string) => Promise<string>;
  /** Publishes something, as an editor does. */
  publish: () => Promise<unknown>;
}

/**
 * Walks every way into the database that the chat API has: each field of the schema with each argument,
 * and none is refused.
 */
export class ChatPaths {
  readonly #options: Options;
  readonly #asked = new AskedFields(typeDefs);
  readonly #streams: Events[] = [];

  constructor(options: Options) {
    this.#options = options;
  }

  /** Fields and arguments of the schema that were not asked for. */
  get missing(): string[] {
    return this.#asked.missing;
  }

  async walk(): Promise<void> {
    const { chat } = this.#options;
    try {
      await this.#readAsVisitor();
      const [owner, guest] = [await chat.person('주인'), await chat.person('손님')];
      await this.#keepRooms(owner, guest);
      for (const roomId of [this.#options.crowd.roomId, this.#options.crowd.anonymousRoomId]) {
        await this.#talk(owner, guest, roomId);
        await this.#lookAround(owner, roomId);
        await this.#moderate(await chat.person('중재자', { roles: ['moderator'] }), guest, roomId);
      }
      await this.#meet(owner, guest);
      await this.#watchSite(owner);
    } finally {
      await Promise.all(this.#streams.map((stream) => stream.stop()));
    }
  }

  /** As somebody, or as a visitor without a token, over HTTP. */
  async #ask(person: Person | null, name: Name, variables: Variables = {}): Promise<Data> {
    const { chat, during } = this.#options;
    this.#asked.note(documents[name]);
    return during(name, async () => {
      const { data, errors } = await chat.post(documents[name], variables, person?.token);
      if (errors) throw new Error(`${name}: ${JSON.stringify(errors)}`);
      return data;
    });
  }

  #follow(person: Person, name: Name, variables: Variables = {}): Events {
    this.#asked.note(documents[name]);
    const stream = person.here.subscribe(documents[name], variables);
    this.#streams.push(stream);
    return stream;
  }

  async #next(stream: Events, name: Name): Promise<Data> {
    return this.#options.during(name, () => stream.nextData());
  }

  /** Does something until a subscription tells of it: when one has begun, nobody is told. */
  async #until(stream: Events, name: Name, work: () => Promise<unknown>): Promise<void> {
    let isTold = false;
    const told = this.#next(stream, name).finally(() => (isTold = true));
    await waitFor(async () => {
      await work();
      return isTold;
    });
    await told;
  }

  async #readAsVisitor(): Promise<void> {
    const { roomId } = this.#options.crowd;
    const { rooms } = await this.#ask(null, 'rooms', { first: 5 });
    await this.#ask(null, 'rooms', { first: 5, after: rooms.pageInfo.endCursor });
    await this.#ask(null, 'rooms', { search: '없는 방' });
    const { room: found } = await this.#ask(null, 'room', { id: roomId });
    await this.#ask(null, 'room', { slug: found.slug });
    await this.#ask(null, 'messages', { id: roomId, last: 20 });
  }

  async #keepRooms(owner: Person, guest: Person): Promise<void> {
    const input = {
      title: '우리 방',
      topic: '아무 말',
      kind: 'PRIVATE',
      identityMode: 'ANONYMOUS',
    };
    const { createRoom: own } = await this.#ask(owner, 'createRoom', { input });
    await this.#ask(owner, 'createRoom', { input: { title: '모두의 방' } });
    await this.#ask(owner, 'updateRoom', { input: { roomId: own.id, title: '새 이름' } });
    const { createInvite: invite } = await this.#ask(owner, 'createInvite', { id: own.id });
    await this.#ask(guest, 'acceptInvite', { code: invite.code });
    const of = await this.#participant(own.id, guest);
    await this.#ask(owner, 'setRole', { id: own.id, of, role: 'MODERATOR' });
    await this.#ask(owner, 'setRole', { id: own.id, of, role: 'OWNER' });
    await this.#ask(guest, 'leaveRoom', { id: own.id });
    await this.#ask(owner, 'rooms', { first: 5, joinedOnly: true });
    await this.#ask(owner, 'rooms', { first: 5, joinedOnly: true, search: '방' });
    await this.#ask(owner, 'viewer');
  }

  async #talk(owner: Person, guest: Person, id: string): Promise<void> {
    const { payload } = this.#options.chat;
    for (const person of [owner, guest]) await this.#ask(person, 'joinRoom', { id });
    // Somebody who has been a member for long, and has read nothing.
    await payload.db.updateOne({
      collection: 'chat-memberships',
      where: { and: [{ room: { equals: id } }, { user: { equals: owner.id } }] },
      data: { lastReadSeq: 0 },
    });
    const inbox = this.#follow(owner, 'inbox');
    const fresh = this.#follow(owner, 'roomEvents', { id });
    const { roomEvents: history } = await this.#next(fresh, 'roomEvents');
    const again = this.#follow(guest, 'roomEvents', {
      id,
      after: Math.max(0, history.revision - 5),
    });
    await this.#next(again, 'roomEvents');

    const names = await this.#ask(owner, 'people', { id, search: '사람 7' });
    const named = names.room.participants.edges[0]?.node.name ?? owner.name;
    const send = async (input: Variables): Promise<Data['sendMessage']> => {
      const full = { roomId: id, clientMessageId: randomUUID(), ...input };
      return (await this.#ask(guest, 'sendMessage', { input: full })).sendMessage;
    };
    const greeting = { text: `@${named} 안녕하세요`, payload: { mood: 'good' } };
    await this.#until(inbox, 'inbox', () => send(greeting));
    const first = await send(greeting);
    const key = randomUUID();
    const file = await this.#options.upload(guest, id);
    const input = { text: '', replyToId: first.id, attachmentIds: [file], clientMessageId: key };
    const posted = await send(input);
    if ((await send(input)).id !== posted.id) throw new Error('A message was posted twice');
    await this.#ask(guest, 'editMessage', { id: first.id, text: '안녕!' });
    await this.#ask(owner, 'addReaction', { id: first.id });
    await this.#ask(owner, 'removeReaction', { id: first.id });
    await this.#ask(owner, 'message', { id: posted.id });
    await this.#ask(guest, 'deleteMessage', { id: posted.id });
    await this.#ask(owner, 'setTyping', { id });
    await this.#ask(owner, 'markRead', { id, seq: first.seq - 1 });

    const of = await this.#participant(id, guest);
    await this.#ask(owner, 'block', { id, of });
    await this.#ask(owner, 'messages', { id, last: 5 });
    await this.#ask(owner, 'blocked', { id, first: 5 });
    await this.#ask(owner, 'blocked', { id, first: 5, after: null });
    const said = { roomId: id, reason: 'SPAM', note: '광고' };
    for (const about of [{ messageId: first.id }, { participantId: of }]) {
      await this.#ask(owner, 'report', { input: { ...said, ...about } });
      await this.#ask(owner, 'report', { input: { ...said, ...about } });
    }
    await this.#ask(owner, 'unblock', { id, of });
    await inbox.stop();
    await fresh.stop();
    await again.stop();
  }

  async #lookAround(viewer: Person, id: string): Promise<void> {
    const last = await this.#ask(viewer, 'messages', { id, last: 10 });
    const { startCursor: before } = last.room.messages.pageInfo;
    await this.#ask(viewer, 'messages', { id, last: 10, before });
    const first = await this.#ask(viewer, 'messages', { id, first: 10 });
    await this.#ask(viewer, 'messages', {
      id,
      first: 10,
      after: first.room.messages.pageInfo.endCursor,
    });
    const people = await this.#ask(viewer, 'people', { id, first: 10 });
    await this.#ask(viewer, 'people', {
      id,
      first: 10,
      after: people.room.participants.pageInfo.endCursor,
    });
    await this.#ask(viewer, 'people', { id, first: 10, search: '없는 사람' });
    for (const text of ['안녕', '없는 말', '하는']) {
      const found = await this.#ask(viewer, 'search', { id, text, first: 2 });
      const { endCursor: after } = found.searchMessages.pageInfo;
      await this.#ask(viewer, 'search', { id, text, first: 2, after });
    }
  }

  async #moderate(moderator: Person, member: Person, id: string): Promise<void> {
    await this.#ask(moderator, 'joinRoom', { id });
    const of = await this.#participant(id, member);
    const until = new Date(Date.now() + 60_000).toISOString();
    await this.#ask(moderator, 'mute', { id, of, until });
    await this.#ask(moderator, 'unmute', { id, of });
    await this.#ask(moderator, 'ban', { id, of });
    const banned = await this.#ask(moderator, 'banned', { id, first: 5 });
    const { endCursor: after } = banned.room.bannedParticipants.pageInfo;
    await this.#ask(moderator, 'banned', { id, first: 5, after });
    await this.#ask(moderator, 'unban', { id, of });
    await this.#ask(moderator, 'setSlowMode', { id, seconds: 5 });
    await this.#ask(moderator, 'setSlowMode', { id, seconds: 0 });
    await this.#ask(moderator, 'leaveRoom', { id });
  }

  async #meet(one: Person, other: Person): Promise<void> {
    const { randomRules } = await this.#ask(one, 'randomRules');
    const { version } = randomRules;
    for (const person of [one, other]) await this.#ask(person, 'acceptRandomRules', { version });
    const input = { interests: ['고양이'], language: 'ko' };
    const streams = [this.#follow(one, 'randomMatch', { input })];
    streams.push(this.#follow(other, 'randomMatch', { input }));
    const until = async (type: string, stream: Events): Promise<Data['randomMatch']> => {
      for (;;) {
        const { randomMatch } = await this.#next(stream, 'randomMatch');
        if (randomMatch.__typename === type) return randomMatch;
      }
    };
    const [{ session }] = (await Promise.all(
      streams.map((stream) => until('RandomMatched', stream)),
    )) as [Data['randomMatch']];
    await this.#ask(one, 'activeRandomSession');
    await this.#ask(one, 'endRandomSession', { requeue: false, sessionId: session.id });
    await Promise.all(streams.map((stream) => until('RandomEnded', stream)));
    await Promise.all(streams.map((stream) => stream.stop()));
  }

  async #watchSite(viewer: Person): Promise<void> {
    const stats = this.#follow(viewer, 'siteStats');
    await this.#next(stats, 'siteStats');
    const published = this.#follow(viewer, 'contentPublished');
    await this.#until(published, 'contentPublished', this.#options.publish);
  }

  async #participant(roomId: string, person: Person): Promise<string> {
    return (await this.#options.chat.membership({ id: roomId }, person)).participantId;
  }
}
