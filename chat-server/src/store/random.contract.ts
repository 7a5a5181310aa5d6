import { randomUUID } from 'node:crypto';

import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { Payload } from 'payload';

import { createPerson } from '../testing/factories';
import type { TestDatabase } from '../testing/payload';
import { createStores, type Stores } from './create-stores';
import { randomRoomTitle, type NewSession, type StoredSession } from './random-store';

/** What the stores promise of random sessions, whatever database they are on. */
export function describeRandomSessions(start: () => Promise<TestDatabase>): void {
  let database: TestDatabase;
  let payload: Payload;
  let stores: Stores;
  /** The stores of another process. */
  let elsewhere: Stores;
  let [a, b, c]: [string, string, string] = ['', '', ''];

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
    const people = await Promise.all([1, 2, 3].map(() => createPerson(payload)));
    [a, b, c] = people.map(({ id }) => id) as [string, string, string];
  });

  const newSession = (
    one: string,
    other: string,
    sharedInterests: readonly string[] = [],
  ): NewSession => ({
    slug: `random-${randomUUID()}`,
    editWindowSeconds: 900,
    members: [
      { userId: one, participantId: randomUUID(), alias: '조용한 수달 407', waitMs: 1_200 },
      { userId: other, participantId: randomUUID(), alias: '밝은 여우 12', waitMs: 0 },
    ],
    sharedInterests,
    language: 'ko',
  });
  const started = async (one: string, other: string): Promise<StoredSession> => {
    const session = await stores.random.start(newSession(one, other));
    if (!session) throw new Error('No session was made');
    return session;
  };
  const seats = async (): Promise<number> =>
    (await payload.count({ collection: 'random-seats', where: { user: { in: [a, b, c] } } }))
      .totalDocs;

  test('a session is a room of two, with all that is known of it', async () => {
    const session = await stores.random.start(newSession(a, b, ['영화', '고양이']));
    expect(session).toMatchObject({
      userIds: [a, b],
      sharedInterests: ['영화', '고양이'],
      endedAt: null,
      endReason: null,
      endedBy: null,
    });
    const { id = '', roomId = '' } = session ?? {};
    const [room] = await elsewhere.rooms.roomsByIds([roomId]);
    expect(room).toMatchObject({
      kind: 'random',
      identityMode: 'anonymous',
      title: randomRoomTitle,
      isArchived: false,
    });
    expect(await elsewhere.messages.counters([roomId])).toEqual(
      new Map([[roomId, { memberCount: 2, lastSeq: 0, revision: 0 }]]),
    );
    const members = await elsewhere.members.membershipsOf([
      { roomId, userId: a },
      { roomId, userId: b },
    ]);
    expect(members.map(({ alias, role }) => [alias, role]).toSorted()).toEqual([
      ['밝은 여우 12', 'member'],
      ['조용한 수달 407', 'member'],
    ]);
    expect(await elsewhere.random.byIds([id])).toEqual([session]);
    expect(await elsewhere.random.ofRoom(roomId)).toEqual(session);
    expect(await elsewhere.random.activeOf([a, b, c])).toEqual([session]);
    const stored = await payload.findByID({ collection: 'random-sessions', id, depth: 0 });
    expect(stored).toMatchObject({ waitMsA: 1_200, waitMsB: 0, language: 'ko', state: 'active' });
  });

  test('nobody sits in two, whoever asks first', async () => {
    await started(a, b);
    for (const [one, other] of [
      [a, c],
      [c, a],
      [b, c],
      [a, b],
    ] as const) {
      expect(await elsewhere.random.start(newSession(one, other))).toBeNull();
    }
    expect(await elsewhere.random.activeOf([c])).toEqual([]);
    expect(await seats()).toBe(2);
  });

  test('of many at the same time, in two processes, one is made', async () => {
    const attempts = Array.from({ length: 16 }, (_, index) => {
      const [one, other] = [
        [a, b],
        [b, c],
        [c, a],
      ][index % 3] as [string, string];
      return (index % 2 ? stores : elsewhere).random.start(newSession(one, other));
    });
    const made = (await Promise.all(attempts)).filter((session) => session !== null);
    expect(made).toHaveLength(1);
    const { totalDocs } = await payload.count({
      collection: 'chat-rooms',
      where: { kind: { equals: 'random' }, id: { in: made.map(({ roomId }) => roomId) } },
    });
    expect(totalDocs).toBe(1);
    expect(await seats()).toBe(2);
    // Whoever lost left nothing behind.
    const { totalDocs: memberships } = await payload.count({
      collection: 'chat-memberships',
      where: { user: { in: [a, b, c] } },
    });
    expect(memberships).toBe(2);
  });

  test('the database itself refuses a second seat', async () => {
    const { id } = await started(a, b);
    await expect(
      payload.db.create({ collection: 'random-seats', data: { user: a, session: id } }),
    ).rejects.toThrow();
  });

  test('nobody meets whom they blocked, nor who blocked them', async () => {
    const block = { blocker: a, blocked: b, scope: randomUUID() };
    await payload.create({ collection: 'user-blocks', data: block });
    expect(await stores.random.start(newSession(a, b))).toBeNull();
    expect(await stores.random.start(newSession(b, a))).toBeNull();
    expect(await stores.random.blockedAround(a)).toEqual([b]);
    expect(await stores.random.blockedAround(b)).toEqual([a]);
    expect(await stores.random.blockedAround(c)).toEqual([]);
    expect(await stores.random.start(newSession(a, c))).not.toBeNull();
  });

  test('ends once, and leaves its room archived and both free', async () => {
    const { id, roomId } = await started(a, b);
    const ends = await Promise.all([
      stores.random.end(id, 'left', a),
      elsewhere.random.end(id, 'lost', b),
      stores.random.end(id, 'moderated', null),
    ]);
    const [ended, ...others] = ends.filter((end) => end !== null);
    expect(others).toEqual([]);
    expect(ended?.session.endedAt).not.toBeNull();
    expect(ended?.revision).toBe(1);
    expect(await stores.random.byIds([id])).toEqual([ended?.session]);
    expect(await stores.random.activeOf([a, b])).toEqual([]);
    expect(await seats()).toBe(0);
    const [room] = await stores.rooms.roomsByIds([roomId]);
    expect(room).toMatchObject({ isArchived: true });
    const counters = new Map([[roomId, { lastSeq: 0, memberCount: 0, revision: 1 }]]);
    expect(await stores.messages.counters([roomId])).toEqual(counters);
    const members = await stores.members.membershipsOf([{ roomId, userId: a }]);
    expect(members[0]?.leftAt).not.toBeNull();
    expect(await elsewhere.random.end(id, 'left', a)).toBeNull();
    expect(await stores.messages.counters([roomId])).toEqual(counters);
    expect(await elsewhere.random.start(newSession(b, c))).not.toBeNull();
  });

  test('remembers whom somebody met, for as long as is asked', async () => {
    const before = new Date();
    const { id } = await started(a, b);
    await stores.random.end(id, 'left', b);
    await started(c, a);
    expect((await elsewhere.random.partnersSince(a, before)).toSorted()).toEqual([b, c].toSorted());
    expect(await elsewhere.random.partnersSince(b, before)).toEqual([a]);
    expect(await elsewhere.random.partnersSince(a, new Date(Date.now() + 60_000))).toEqual([]);
  });

  test('lists the active ones page by page', async () => {
    const ids: string[] = [];
    for (let pair = 0; pair < 3; pair += 1) {
      const [one, other] = await Promise.all([createPerson(payload), createPerson(payload)]);
      ids.push((await started(one.id, other.id)).id);
    }
    const startedBefore = new Date(Date.now() + 1_000);
    const found: string[] = [];
    let afterId: string | null = null;
    for (;;) {
      const page: StoredSession[] = await stores.random.active({
        startedBefore,
        afterId,
        limit: 2,
      });
      found.push(...page.map(({ id }) => id));
      afterId = page.at(-1)?.id ?? null;
      if (page.length < 2) break;
    }
    expect(found).toEqual(expect.arrayContaining(ids));
    expect(new Set(found).size).toBe(found.length);
    expect(
      await stores.random.active({ startedBefore: new Date(0), afterId: null, limit: 9 }),
    ).toEqual([]);
  });
}
