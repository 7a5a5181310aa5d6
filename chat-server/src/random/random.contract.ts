import { waitFor } from '@coco-chat/e2e/servers';
import { randomDeskOf } from '@coco-chat/collections';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';

import { Arrangement, sendTo, type Person } from '../testing/arrangement';
import type { Events, RandomMatchData, RandomSessionData } from '../testing/chat-client';
import type { TestDatabase } from '../testing/payload';

const graceMs = 1_500;

const sessionFields = 'id room { id isArchived } partner { id name } sharedInterests endedAt';
const matchSubscription = `subscription ($input: RandomMatchInput!) { randomMatch(input: $input) {
  __typename
  ... on RandomQueued { waiting since }
  ... on RandomMatched { session { ${sessionFields} } }
  ... on RandomPartnerAway { graceSeconds }
  ... on RandomPartnerBack { partner { id name } }
  ... on RandomEnded { reason }
} }`;

/** The random match as people and clients see it, on one arrangement of processes. */
export function describeRandomMatch(
  startDatabase: () => Promise<TestDatabase>,
  { processes }: { processes: 1 | 2 },
): void {
  let chat: Arrangement;
  let people = 0;
  const streams: Events[] = [];

  beforeAll(async () => {
    chat = await Arrangement.start(startDatabase, {
      processes,
      partnerTiming: { graceMs, arrivalMs: 700, lookEveryMs: 100 },
    });
  });
  afterAll(async () => {
    await chat.stop();
  });
  afterEach(async () => {
    await Promise.all(streams.splice(0).map((stream) => stream.stop()));
    await chat.disconnect();
    await set({ isOpen: true, rulesVersion: '1', recentPartnerMinutes: 10 });
    await waitFor(async () => (await activeSessions()) === 0, { timeoutMs: 40_000 });
  });

  const set = (data: object) => chat.payload.updateGlobal({ slug: 'random-match', data });
  const activeSessions = async (): Promise<number> => {
    const { docs } = await chat.payload.find({
      collection: 'random-sessions',
      where: { state: { equals: 'active' } },
      pagination: false,
    });
    for (const { id } of docs) await randomDeskOf(chat.payload)?.end(id, '');
    return docs.length;
  };

  /** Somebody new, who has agreed to the rules. */
  const stranger = async (): Promise<Person> => {
    people += 1;
    const person = await chat.person(`낯선이 ${people}`);
    await accept(person);
    return person;
  };
  const accept = (person: Person, version = '1') =>
    person.here.request(
      'mutation ($version: String!) { acceptRandomRules(version: $version, isOfAge: true) { acceptedAt } }',
      { version },
    );
  const enter = (person: Person, input: object = {}, at: 'here' | 'there' = 'here'): Events => {
    const stream = person[at].subscribe(matchSubscription, { input });
    streams.push(stream);
    return stream;
  };
  const next = async (stream: Events): Promise<RandomMatchData> =>
    (await stream.nextData()).randomMatch;
  /** The next event of a type; others are passed over only where they say how many wait. */
  const nextOf = async (stream: Events, type: string): Promise<RandomMatchData> => {
    for (;;) {
      const event = await next(stream);
      if (event.__typename === type) return event;
      expect([event.__typename, event.reason]).toEqual(['RandomQueued', undefined]);
    }
  };
  const end = async ({ here }: Person, requeue: boolean): Promise<boolean> =>
    (
      await here.request('mutation ($requeue: Boolean!) { endRandomSession(requeue: $requeue) }', {
        requeue,
      })
    ).endRandomSession;
  const active = async ({ there }: Person): Promise<RandomSessionData | null> =>
    (await there.request(`{ activeRandomSession { ${sessionFields} } }`)).activeRandomSession;

  interface Met {
    person: Person;
    stream: Events;
    session: RandomSessionData;
  }
  /** Two strangers in a session, on different processes where there are two. */
  const meet = async (input: object = {}): Promise<[Met, Met]> => {
    const [a, b] = [await stranger(), await stranger()];
    const streamA = enter(a, input);
    expect((await next(streamA)).__typename).toBe('RandomQueued');
    const streamB = enter(b, input, 'there');
    const [{ session: ofA }, { session: ofB }] = [
      await nextOf(streamA, 'RandomMatched'),
      await nextOf(streamB, 'RandomMatched'),
    ];
    return [
      { person: a, stream: streamA, session: ofA },
      { person: b, stream: streamB, session: ofB },
    ];
  };
  const refused = (code: string, more: object = {}) => ({ extensions: { code, ...more } });

  describe('rules', () => {
    test('come first, once for each version', async () => {
      people += 1;
      const person = await chat.person(`낯선이 ${people}`);
      await expect(next(enter(person))).rejects.toMatchObject(refused('RULES_NOT_ACCEPTED'));
      const { randomRules } = await person.there.request(
        '{ randomRules { version text minimumAge acceptedAt } }',
      );
      expect(randomRules).toMatchObject({ version: '1', minimumAge: 18, acceptedAt: null });
      expect(randomRules.text).toMatch(/\p{Script=Hangul}/u);

      const agree = (variables: object) =>
        person.here.request(
          `mutation ($version: String!, $isOfAge: Boolean!) {
            acceptRandomRules(version: $version, isOfAge: $isOfAge) { acceptedAt } }`,
          { version: '1', isOfAge: true, ...variables },
        );
      await expect(agree({ isOfAge: false })).rejects.toMatchObject(
        refused('BAD_USER_INPUT', { field: 'isOfAge' }),
      );
      await expect(agree({ version: '0' })).rejects.toMatchObject(
        refused('CONFLICT', { field: 'version' }),
      );
      const [{ acceptRandomRules: first }, { acceptRandomRules: again }] = await Promise.all([
        agree({}),
        agree({}),
      ]);
      expect(first.acceptedAt).not.toBeNull();
      expect(again.acceptedAt).toBe(first.acceptedAt);
      expect((await next(enter(person, {}, 'there'))).__typename).toBe('RandomQueued');
    });

    test('that change ask everybody again, at once', async () => {
      const person = await stranger();
      const stream = enter(person);
      await next(stream);
      await set({ rulesVersion: '2' });
      await expect(nextOf(stream, 'nothing')).rejects.toMatchObject(refused('RULES_NOT_ACCEPTED'));
      await accept(person, '2');
      expect((await next(enter(person))).__typename).toBe('RandomQueued');
    });

    test('that are no input are refused at their field', async () => {
      const person = await stranger();
      const many = Array.from({ length: 11 }, (_, index) => `관심 ${index}`);
      for (const [input, field] of [
        [{ interests: many }, 'input.interests'],
        [{ interests: ['가'.repeat(31)] }, 'input.interests'],
        [{ language: 'not a language' }, 'input.language'],
      ] as const) {
        await expect(next(enter(person, input))).rejects.toMatchObject(
          refused('BAD_USER_INPUT', { field }),
        );
      }
    });
  });

  describe('a match', () => {
    test('is of two who share an interest, in a room of their own, under other names', async () => {
      const [a, b] = await meet({ interests: [' 고양이', 'Film'], language: 'ko-KR' });
      expect(a.session.id).toBe(b.session.id);
      expect(a.session.sharedInterests.toSorted()).toEqual(['film', '고양이']);
      expect(a.session.partner.id).not.toBe(b.session.partner.id);
      const accounts = [a, b].map(({ person }) => [person.id, person.name]).flat();
      for (const { person, session } of [a, b]) {
        expect(accounts).not.toContain(session.partner.id);
        expect(accounts).not.toContain(session.partner.name);
        expect(await active(person)).toEqual(session);
      }

      const { id } = a.session.room;
      const events = b.person.there.subscribe(
        `subscription ($id: ID!) { roomEvents(roomId: $id) {
          __typename
          ... on History { revision messages { text } }
          ... on MessagePosted { revision message { text author { id name } } }
        } }`,
        { id },
      );
      streams.push(events);
      expect((await events.next()).__typename).toBe('History');
      await sendTo(a.person.here, id, { text: '안녕하세요 👋' });
      expect(await events.change()).toMatchObject({
        __typename: 'MessagePosted',
        message: { text: '안녕하세요 👋', author: b.session.partner },
      });
      const outsider = await stranger();
      await expect(sendTo(outsider.here, id, { text: '저도요' })).rejects.toMatchObject(
        refused('NOT_FOUND'),
      );

      // Whatever either was sent, nothing of it names the other's account.
      const other = { [a.person.name]: b.person, [b.person.name]: a.person };
      for (const { person } of [a, b]) {
        const seen = [...person.here.frames, ...person.there.frames].join('\n');
        expect(seen).not.toContain(other[person.name]?.id);
        expect(seen).not.toContain(other[person.name]?.name);
      }
    });

    test('never brings the same two together again while anybody else waits', async () => {
      const [a, b] = await meet();
      await end(a.person, true);
      expect((await nextOf(a.stream, 'RandomEnded')).reason).toBe('LEFT');
      expect((await nextOf(b.stream, 'RandomEnded')).reason).toBe('PARTNER_LEFT');
      expect((await next(a.stream)).__typename).toBe('RandomQueued');
      expect((await next(b.stream)).__typename).toBe('RandomQueued');
      const c = await stranger();
      const streamC = enter(c);
      const { session } = await nextOf(streamC, 'RandomMatched');
      expect(session.id).not.toBe(a.session.id);
      expect(session.partner.id).not.toBe(a.session.partner.id);
    });

    test('goes to the newest tab, and the older one is told', async () => {
      const person = await stranger();
      const older = enter(person);
      await next(older);
      const newer = enter(person, {}, 'there');
      await expect(nextOf(older, 'nothing')).rejects.toMatchObject(
        refused('CONFLICT', { reason: 'SUPERSEDED' }),
      );
      const other = await stranger();
      enter(other);
      expect((await nextOf(newer, 'RandomMatched')).session).toMatchObject({ endedAt: null });
    });

    test('is nobody of those who left the queue', async () => {
      const [gone, other] = [await stranger(), await stranger()];
      const stream = enter(gone);
      await next(stream);
      await end(gone, false);
      await expect(next(stream)).rejects.toThrow('The operation has ended');
      const waiting = enter(other);
      expect(await next(waiting)).toMatchObject({ __typename: 'RandomQueued', waiting: 1 });
      expect(await active(gone)).toBeNull();
    });
  });

  describe('a session', () => {
    test('that one leaves for good ends the subscription, and the other waits on', async () => {
      const [a, b] = await meet();
      expect(await end(a.person, false)).toBe(true);
      expect((await nextOf(a.stream, 'RandomEnded')).reason).toBe('LEFT');
      await expect(next(a.stream)).rejects.toThrow('The operation has ended');
      expect((await nextOf(b.stream, 'RandomEnded')).reason).toBe('PARTNER_LEFT');
      expect((await next(b.stream)).__typename).toBe('RandomQueued');
      expect(await end(a.person, false)).toBe(false);
      expect(await active(a.person)).toBeNull();
      await expect(
        sendTo(b.person.here, b.session.room.id, { text: '어디 가요?' }),
      ).rejects.toMatchObject(refused('FORBIDDEN'));
    });

    test('is not ended by who wanted to leave the one before', async () => {
      await set({ recentPartnerMinutes: 0 });
      const [a, b] = await meet();
      await end(b.person, true);
      await nextOf(a.stream, 'RandomEnded');
      const { session } = await nextOf(a.stream, 'RandomMatched');
      const late = (requeue: boolean) =>
        a.person.here.request(
          `mutation ($requeue: Boolean!, $id: ID) {
            endRandomSession(requeue: $requeue, sessionId: $id) }`,
          { requeue, id: a.session.id },
        );
      expect((await late(true)).endRandomSession).toBe(false);
      expect(await active(a.person)).toEqual(session);
      // Whoever has had enough has had enough of the next one too.
      expect((await late(false)).endRandomSession).toBe(true);
      expect((await nextOf(a.stream, 'RandomEnded')).reason).toBe('LEFT');
    });

    test('goes on where it was, in another process too, when a partner is back in time', async () => {
      const [a, b] = await meet();
      await b.stream.stop();
      const away = await next(a.stream);
      expect(away).toMatchObject({ __typename: 'RandomPartnerAway' });
      expect(away.graceSeconds).toBeGreaterThan(0);
      const again = enter(b.person, {}, 'here');
      expect(await next(again)).toEqual({ __typename: 'RandomMatched', session: b.session });
      expect(await next(a.stream)).toEqual({
        __typename: 'RandomPartnerBack',
        partner: a.session.partner,
      });
    });

    test('ends when a partner stays away', async () => {
      const [a, b] = await meet();
      await b.stream.stop();
      expect((await next(a.stream)).__typename).toBe('RandomPartnerAway');
      expect(await next(a.stream)).toMatchObject({
        __typename: 'RandomEnded',
        reason: 'PARTNER_LOST',
      });
      expect((await next(a.stream)).__typename).toBe('RandomQueued');
      expect(await active(b.person)).toBeNull();
    });

    test('ends for a block, which the blocked one is not told, and the two never meet again', async () => {
      await set({ recentPartnerMinutes: 0 });
      const [a, b] = await meet();
      await a.person.there.request(
        'mutation ($room: ID!, $id: ID!) { blockParticipant(roomId: $room, participantId: $id) }',
        { room: a.session.room.id, id: a.session.partner.id },
      );
      expect((await nextOf(a.stream, 'RandomEnded')).reason).toBe('BLOCKED');
      expect((await nextOf(b.stream, 'RandomEnded')).reason).toBe('PARTNER_LEFT');
      expect((await next(a.stream)).__typename).toBe('RandomQueued');
      expect((await next(b.stream)).__typename).toBe('RandomQueued');
      const c = await stranger();
      const { session } = await nextOf(enter(c), 'RandomMatched');
      const matched = await Promise.race(
        [a, b].map(async (met) => ({ met, event: await nextOf(met.stream, 'RandomMatched') })),
      );
      expect(matched.event.session.id).toBe(session.id);
    });

    test('can be reported after it ended, with what was said', async () => {
      const [a, b] = await meet();
      const { id } = a.session.room;
      await sendTo(b.person.here, id, { text: '기분 나쁜 말' });
      await end(b.person, false);
      await nextOf(a.stream, 'RandomEnded');
      const { report } = (await a.person.here.request(
        `mutation ($input: ReportInput!) { report(input: $input) }`,
        { input: { roomId: id, participantId: a.session.partner.id, reason: 'HARASSMENT' } },
      )) as unknown as { report: string };
      const filed = await chat.payload.findByID({ collection: 'reports', id: report, depth: 0 });
      expect(filed.excerpt).toMatchObject([{ text: '기분 나쁜 말' }]);
      expect(filed.reported).toBe(b.person.id);
    });

    test('has neither links nor files at its beginning', async () => {
      const [a] = await meet();
      const { id } = a.session.room;
      const quiet = refused('RATE_LIMITED', {
        reason: 'QUIET_FIRST',
        field: 'input.text',
        retryAfterMs: expect.any(Number),
      });
      await expect(
        sendTo(a.person.here, id, { text: '여기로 와요 example.com' }),
      ).rejects.toMatchObject(quiet);
      const { id: message } = await sendTo(a.person.here, id, { text: '안녕하세요' });
      await expect(
        a.person.here.request(
          'mutation ($id: ID!, $text: String!) { editMessage(id: $id, text: $text) { id } }',
          { id: message, text: 'https://example.com' },
        ),
      ).rejects.toMatchObject(refused('RATE_LIMITED', { reason: 'QUIET_FIRST', field: 'text' }));
      await set({ quietFirstSeconds: 0 });
      try {
        await waitFor(() =>
          sendTo(a.person.here, id, { text: 'example.com' }).then(
            () => true,
            () => false,
          ),
        );
      } finally {
        await set({ quietFirstSeconds: 60 });
      }
    });
  });

  describe('moderators', () => {
    test('end a session for both', async () => {
      const [a, b] = await meet();
      expect(await randomDeskOf(chat.payload)?.end(a.session.id, '')).toBe(true);
      for (const { stream } of [a, b]) {
        expect((await nextOf(stream, 'RandomEnded')).reason).toBe('MODERATED');
      }
      expect(await randomDeskOf(chat.payload)?.end(a.session.id, '')).toBe(false);
    });

    test('close the random match at once, for who waits and who talks', async () => {
      const [a, b] = await meet();
      const waiting = enter(await stranger());
      await next(waiting);
      await set({ isOpen: false });
      const closed = refused('UNAVAILABLE', { reason: 'CLOSED' });
      await expect(nextOf(waiting, 'nothing')).rejects.toMatchObject(closed);
      for (const { stream } of [a, b]) {
        expect((await nextOf(stream, 'RandomEnded')).reason).toBe('MODERATED');
        await expect(next(stream)).rejects.toMatchObject(closed);
      }
      await expect(next(enter(await stranger()))).rejects.toMatchObject(closed);
    });

    test('mute or hold back somebody, who is in no match any more', async () => {
      const [a, b] = await meet();
      await chat.cms.create({
        collection: 'sanctions',
        data: { account: a.person.id, kind: 'mute', reason: '욕설' },
      });
      expect((await nextOf(a.stream, 'RandomEnded')).reason).toBe('MODERATED');
      await expect(next(a.stream)).rejects.toMatchObject(refused('FORBIDDEN'));
      expect((await nextOf(b.stream, 'RandomEnded')).reason).toBe('MODERATED');
      const until = new Date(Date.now() + 3_600_000).toISOString();
      await chat.cms.create({
        collection: 'random-holds',
        data: { account: b.person.id, until },
      });
      const held = refused('FORBIDDEN', { reason: 'HELD_BACK', until });
      await expect(nextOf(b.stream, 'nothing')).rejects.toMatchObject(held);
      await expect(next(enter(b.person))).rejects.toMatchObject(held);
    });
  });
}
