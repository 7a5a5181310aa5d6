import { describeNeeds } from '@coco-chat/e2e/servers';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Payload } from 'payload';

import type { DatabaseKind } from '../database';
import { accountsChannel, type BusEvent } from '../events';
import type { RandomHold } from '../payload-types';
import type { Role } from '../people/roles';
import { collectAnnounced } from '../testing/announced';
import { callRest } from '../testing/apis';
import { createDocuments, type Documents } from '../testing/documents';
import { createPeople, type Person } from '../testing/people';
import { startPayload, type TestPayload } from '../testing/start-payload';
import { heldBackUntil } from './holds-of';

const hour = 60 * 60 * 1000;
const inHours = (hours: number): string => new Date(Date.now() + hours * hour).toISOString();

function suite(kind: DatabaseKind): void {
  let server: TestPayload;
  let payload: Payload;
  let people: Record<Role, Person>;
  let documents: Documents;
  let announced: { channel: string; event: BusEvent }[];
  let account: string;
  let reporters: string[];

  beforeAll(async () => {
    server = await startPayload(kind);
    ({ payload } = server);
    people = await createPeople(payload);
    documents = createDocuments(payload, people.admin);
    reporters = await Promise.all([1, 2, 3, 4].map(() => documents.create('users')));
  }, 60_000);
  afterAll(async () => {
    await server.stop();
  });
  beforeEach(async () => {
    account = await documents.create('users');
    announced = collectAnnounced(payload);
  });

  const set = (data: Record<string, unknown>) =>
    payload.updateGlobal({ slug: 'random-match', data: data });
  const hold = (who: Person, data: Record<string, unknown>) =>
    callRest(server, who, 'POST', '/random-holds', { until: inHours(1), ...data });
  const holds = async (of: string = account): Promise<RandomHold[]> =>
    (
      await payload.find({
        collection: 'random-holds',
        where: { account: { equals: of } },
        sort: 'number',
        depth: 0,
      })
    ).docs;
  const linesAbout = async (targetId: string) =>
    (
      await payload.find({
        collection: 'audit-log',
        where: { targetId: { equals: targetId } },
        sort: 'createdAt',
        depth: 0,
      })
    ).docs.map(({ action, actor }) => [action, actor ?? null]);
  const announcedAccounts = () =>
    announced.map(({ channel, event }) => [channel, event.type, 'userId' in event && event.userId]);
  /** Files a report as the chat does, out of a random session of its own unless a room is given. */
  const report = async (reporter: string | undefined, more: Record<string, unknown> = {}) =>
    documents.create('reports', {
      room: await documents.create('chat-rooms', { kind: 'random', identityMode: 'anonymous' }),
      reported: account,
      reporter,
      ...more,
    });

  describe('by a moderator', () => {
    test('a hold is signed, numbered, audited and announced, and so is its release', async () => {
      const made = await hold(people.moderator, {
        account,
        reason: 'Asked for addresses',
        number: 7,
        reporters: 9,
        createdBy: people.admin.user.id,
      });
      expect(made.status).toBe(201);
      const [held] = await holds();
      expect(held).toMatchObject({ number: 1, createdBy: people.moderator.user.id });
      expect(held?.reporters ?? null).toBeNull();
      expect(await heldBackUntil(payload, account)).toBe(held?.until);
      const id = held?.id ?? '';
      expect(announcedAccounts()).toEqual([[accountsChannel, 'account.changed', account]]);

      const path = `/random-holds/${id}`;
      const longer = inHours(5);
      await callRest(server, people.moderator, 'PATCH', path, { until: longer });
      expect(await heldBackUntil(payload, account)).toBe(longer);
      const liftedAt = '2020-01-01T00:00:00.000Z';
      await callRest(server, people.admin, 'PATCH', path, { liftedAt });
      expect(await heldBackUntil(payload, account)).toBeNull();
      const [released] = await holds();
      expect(released).toMatchObject({ liftedBy: people.admin.user.id });
      expect(Date.now() - Date.parse(released?.liftedAt ?? '')).toBeLessThan(60_000);
      // What was released stays so.
      await callRest(server, people.moderator, 'PATCH', path, { liftedAt: null });
      expect((await holds())[0]).toEqual({ ...released, updatedAt: expect.any(String) });

      expect((await linesAbout(id)).slice(0, 3)).toEqual([
        ['random.held', people.moderator.user.id],
        ['random.hold-changed', people.moderator.user.id],
        ['random.released', people.admin.user.id],
      ]);
      expect(announcedAccounts()).toEqual(
        Array(4).fill([accountsChannel, 'account.changed', account]),
      );
    });

    test('an account stays the one that was held, and is found by it', async () => {
      await hold(people.moderator, { account });
      const [held] = await holds();
      const path = `/random-holds/${held?.id ?? ''}`;
      const other = people.member.user.id;
      await callRest(server, people.moderator, 'PATCH', path, { account: other, number: 5 });
      expect(await holds()).toMatchObject([{ account, number: 1 }]);
      const found = await callRest(
        server,
        people.moderator,
        'GET',
        `/random-holds?where[account][equals]=${account}&depth=0`,
      );
      expect(found.body.docs).toMatchObject([{ id: held?.id, account }]);
    });

    test('nobody holds back themselves, an admin only by an admin, and never until the past', async () => {
      const refused: [Person, Record<string, unknown>, number, string][] = [
        [people.moderator, { account: people.moderator.user.id }, 400, 'account'],
        [people.moderator, { account: people.admin.user.id }, 403, 'account'],
        [people.moderator, { account, until: inHours(-1) }, 400, 'until'],
      ];
      for (const [who, data, status, field] of refused) {
        const answer = await hold(who, data);
        expect([answer.status, answer.body.errors]).toMatchObject([status, [{ data: { field } }]]);
      }
      expect(announced).toEqual([]);
    });
  });

  describe('by reports', () => {
    beforeEach(() => set({ holdReporters: 3, holdHours: 24 }));

    test('an account that enough different people report in random sessions is held back', async () => {
      const [one, two, three] = reporters;
      await report(one);
      await report(one);
      await report(two);
      // Of no random session; by nobody; too long ago; and found wrong by a moderator.
      await report(three, { room: await documents.create('chat-rooms') });
      await report(undefined);
      await report(three, { createdAt: inHours(-25) });
      const wrong = await report(three, { createdAt: inHours(-1), state: 'dismissed' });
      expect(await holds()).toEqual([]);

      await payload.update({ collection: 'reports', id: wrong, data: { resolution: 'No.' } });
      expect(await holds()).toEqual([]);

      announced.length = 0;
      const last = await report(three);
      const [held, ...more] = await holds();
      expect(more).toEqual([]);
      expect(held).toMatchObject({ account, reporters: 3, number: 1 });
      expect(held?.createdBy ?? null).toBeNull();
      const until = Date.parse(held?.until ?? '');
      expect(until).toBeGreaterThan(Date.now() + 23.99 * hour);
      expect(until).toBeLessThanOrEqual(Date.now() + 25 * hour);
      expect(announcedAccounts()).toEqual([[accountsChannel, 'account.changed', account]]);
      expect(await linesAbout(held?.id ?? '')).toEqual([['random.held', null]]);

      // Nothing in it leads to the conversation: neither a field, nor the moment.
      const { room } = await payload.findByID({ collection: 'reports', id: last, depth: 0 });
      const { body } = await callRest(
        server,
        people.moderator,
        'GET',
        `/random-holds/${held?.id ?? ''}?depth=4`,
      );
      const text = JSON.stringify({ ...body, account: null });
      for (const secret of [last, room as string]) expect(text).not.toContain(secret);
      for (const time of [body.createdAt, body.updatedAt, body.until]) {
        expect(Date.parse(time as string) % hour).toBe(0);
      }
    });

    test('reports at the same moment make one hold, and miss none', async () => {
      await Promise.all(reporters.map((reporter) => report(reporter)));
      const made = await holds();
      expect(made).toHaveLength(1);
      expect(made[0]?.reporters).toBeGreaterThanOrEqual(3);
    });

    test('a hold that is made while the reports are counted is the only one', async () => {
      const [one, two, three] = reporters;
      await report(one);
      await report(two);
      const find = payload.db.find.bind(payload.db);
      let reads = 0;
      payload.db.find = async (query) => {
        const found = await find(query);
        if (query.collection === 'random-holds' && (reads += 1) === 1) {
          await documents.create('random-holds', { account, createdAt: inHours(0) });
        }
        return found as never;
      };
      try {
        await report(three);
      } finally {
        payload.db.find = find;
      }
      expect(reads).toBeGreaterThan(1);
      expect((await holds()).map(({ number }) => number)).toEqual([1]);
    });

    test('while a hold lasts there is no second one; after a release, new reports are counted', async () => {
      await hold(people.moderator, { account });
      for (const reporter of reporters) await report(reporter);
      const [byHand, ...none] = await holds();
      expect(none).toEqual([]);
      await callRest(server, people.moderator, 'PATCH', `/random-holds/${byHand?.id ?? ''}`, {
        liftedAt: inHours(0),
      });
      const [one, two, three] = reporters;
      await report(one);
      await report(two);
      expect(await holds()).toHaveLength(1);
      await report(three);
      expect((await holds()).map(({ number }) => number)).toEqual([1, 2]);
    });

    test('how many it takes, and for how long, is set; 0 is never', async () => {
      const [one, two, three] = reporters;
      await set({ holdReporters: 0 });
      await report(one);
      await report(two);
      await report(three);
      expect(await holds()).toEqual([]);
      await set({ holdReporters: 2, holdHours: 720 });
      await report(one);
      const [held] = await holds();
      expect(held).toMatchObject({ reporters: 3 });
      expect(Date.parse(held?.until ?? '')).toBeGreaterThan(Date.now() + 719 * hour);
    });
  });
}

describe('holds on SQLite', () => {
  suite('sqlite');
});
describeNeeds('mongod', 'holds on MongoDB', () => {
  suite('mongodb');
});
