import { describeNeeds } from '@coco-chat/e2e/servers';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Payload } from 'payload';

import type { DatabaseKind } from '../database';
import type { Role } from '../people/roles';
import { collectAnnounced } from '../testing/announced';
import { callRest } from '../testing/apis';
import { createDocuments, type Documents } from '../testing/documents';
import { createPeople, type Person } from '../testing/people';
import { startPayload, type TestPayload } from '../testing/start-payload';
import { attachRandomDesk } from './random-desk';
import { usualRules } from './usual-rules';

const day = 24 * 60 * 60 * 1000;

function suite(kind: DatabaseKind): void {
  let server: TestPayload;
  let payload: Payload;
  let people: Record<Role, Person>;
  let documents: Documents;

  beforeAll(async () => {
    server = await startPayload(kind);
    ({ payload } = server);
    people = await createPeople(payload);
    documents = createDocuments(payload, people.admin);
  }, 60_000);
  afterAll(async () => {
    await server.stop();
  });

  const change = (data: Record<string, unknown>, locale = 'ko') =>
    callRest(
      server,
      people.moderator,
      'POST',
      `/globals/random-match?locale=${locale}&fallback-locale=none`,
      data,
    );
  const linesAbout = async (targetId: string) =>
    (
      await payload.find({
        collection: 'audit-log',
        where: { targetId: { equals: targetId } },
        sort: 'createdAt',
        depth: 0,
      })
    ).docs.map(({ action, actor, details }) => [action, actor, details]);

  describe('its settings', () => {
    const rules = async () =>
      Promise.all(
        (['ko', 'en'] as const).map(
          async (locale) =>
            (await payload.findGlobal({ slug: 'random-match', locale, fallbackLocale: false }))
              .rules,
        ),
      );

    test('a new site has rules in both languages, and keeps those that nobody wrote anew', async () => {
      expect(await payload.findGlobal({ slug: 'random-match' })).toMatchObject({
        isOpen: true,
        rulesVersion: '1',
        minimumAge: 18,
        recentPartnerMinutes: 10,
        quietFirstSeconds: 60,
        holdReporters: 3,
        holdHours: 24,
        retentionDays: 30,
      });
      expect(await rules()).toEqual([usualRules.ko, usualRules.en]);
      expect((await change({ rules: '친절하게.' })).status).toBe(200);
      expect(await rules()).toEqual(['친절하게.', usualRules.en]);
      expect((await change({ rules: 'Be kind.' }, 'en')).status).toBe(200);
      expect(await rules()).toEqual(['친절하게.', 'Be kind.']);
    });

    test('a change is announced to every process and audited, without what it says', async () => {
      const announced = collectAnnounced(payload);
      const before = (await linesAbout('random-match')).length;
      await change({ isOpen: false, rulesVersion: '2', holdHours: 24 });
      expect(announced).toEqual([
        { channel: 'settings', event: { type: 'settings.changed', global: 'random-match' } },
      ]);
      expect((await linesAbout('random-match')).slice(before)).toEqual([
        ['random-match.changed', people.moderator.user.id, { fields: ['isOpen', 'rulesVersion'] }],
      ]);
    });

    test('what is out of bounds is refused by the name of its field', async () => {
      for (const [field, values] of [
        ['minimumAge', [12, 100]],
        ['recentPartnerMinutes', [-1, 1441]],
        ['quietFirstSeconds', [-1, 601]],
        ['holdReporters', [-1, 1]],
        ['holdHours', [0, 721]],
        ['retentionDays', [0, 3651]],
        ['rulesVersion', ['']],
        ['rules', ['']],
      ] as const) {
        for (const value of values) {
          const { body, status } = await change({ [field]: value });
          expect([field, value, status, body.errors]).toMatchObject([
            field,
            value,
            400,
            [{ data: { errors: [{ path: field }] } }],
          ]);
        }
      }
      expect((await change({ holdReporters: 0 })).status).toBe(200);
    });
  });

  describe('its figures', () => {
    const figures = (who: Person | null) => callRest(server, who, 'GET', '/random-match/figures');

    test('are for moderators', async () => {
      for (const who of [null, people.guest, people.member, people.editor]) {
        expect((await figures(who)).status).toBe(403);
      }
    });

    test('without a chat nobody can say how many wait', async () => {
      expect((await figures(people.moderator)).body).toEqual({
        waiting: null,
        active: 0,
        matchedToday: 0,
        medianWaitMs: null,
      });
    });

    test('count what goes on now and began today, and half of the people waited no longer', async () => {
      attachRandomDesk(payload, {
        waiting: () => Promise.resolve(4),
        end: () => Promise.resolve(false),
      });
      const startedAt = new Date(Date.now() - 2 * day).toISOString();
      await documents.create('random-sessions', { state: 'active', waitMsA: 10, waitMsB: 2_000 });
      await documents.create('random-sessions', { waitMsA: 20, waitMsB: 3_000 });
      await documents.create('random-sessions', { waitMsA: 30 });
      await documents.create('random-sessions', { startedAt, waitMsA: 9_000, waitMsB: 9_000 });
      await documents.create('random-sessions', { startedAt, state: 'active' });
      expect((await figures(people.admin)).body).toEqual({
        waiting: 4,
        active: 2,
        matchedToday: 3,
        medianWaitMs: 30,
      });
    });

    test('are there without the one that the chat cannot give', async () => {
      attachRandomDesk(payload, {
        waiting: () => Promise.reject(new Error('Redis is away')),
        end: () => Promise.resolve(false),
      });
      expect((await figures(people.moderator)).body).toMatchObject({ waiting: null, active: 2 });
    });
  });
}

describe('the random match on SQLite', () => {
  suite('sqlite');
});
describeNeeds('mongod', 'the random match on MongoDB', () => {
  suite('mongodb');
});
