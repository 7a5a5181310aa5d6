import { describeNeeds } from '@coco-chat/e2e/servers';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Payload } from 'payload';

import type { DatabaseKind } from '../database';
import { callRest } from '../testing/apis';
import { createDocuments, type Documents } from '../testing/documents';
import { createPeople, type Person } from '../testing/people';
import { startPayload, type TestPayload } from '../testing/start-payload';
import type { Role } from '../people/roles';

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

  const report = async (
    identityMode: 'real' | 'anonymous',
  ): Promise<{ id: string; room: string }> => {
    const room = await documents.create('chat-rooms', { identityMode });
    const user = people.member.user.id;
    const participant = await documents.create('chat-memberships', { room, user });
    const message = await documents.create('chat-messages', { room, author: user });
    const id = await documents.create('reports', { room, reported: user, participant, message });
    return { id, room };
  };
  const act = (who: Person | null, id: string, data: Record<string, unknown>) =>
    callRest(server, who, 'POST', `/reports/${id}/act`, data);
  const stored = (id: string) => payload.findByID({ collection: 'reports', id, depth: 0 });
  const linesAbout = async (targetId: string) =>
    (
      await payload.find({
        collection: 'audit-log',
        where: { targetId: { equals: targetId } },
        sort: 'createdAt',
        depth: 0,
      })
    ).docs.map(({ action, actor }) => [action, actor]);
  const sanctionsIn = async (room: string | null) =>
    (
      await payload.find({
        collection: 'sanctions',
        where: room ? { room: { equals: room } } : { room: { exists: false } },
        depth: 0,
      })
    ).docs;

  test('only moderators act on a report', async () => {
    const { id } = await report('real');
    for (const who of [null, people.guest, people.member, people.editor]) {
      expect((await act(who, id, { act: 'dismiss' })).status).toBe(403);
    }
    expect((await stored(id)).state).toBe('open');
  });

  test('a report is dismissed, by whom and when', async () => {
    const { id } = await report('real');
    expect((await act(people.moderator, id, { act: 'dismiss' })).status).toBe(200);
    expect(await stored(id)).toMatchObject({
      state: 'dismissed',
      handledBy: people.moderator.user.id,
      handledAt: expect.any(String),
    });
    expect(await linesAbout(id)).toEqual([['report.dismissed', people.moderator.user.id]]);
  });

  test('a report that is opened again is nobody’s', async () => {
    const { id } = await report('real');
    await act(people.moderator, id, { act: 'dismiss' });
    await callRest(server, people.admin, 'PATCH', `/reports/${id}`, { state: 'open' });
    expect(await stored(id)).toMatchObject({ state: 'open', handledBy: null, handledAt: null });
    expect((await linesAbout(id)).at(-1)).toEqual(['report.reopened', people.admin.user.id]);
  });

  test.each([
    ['mute-hour', 'mute', 60 * 60 * 1000, 'Muted for 1 hour'],
    ['mute-day', 'mute', 24 * 60 * 60 * 1000, 'Muted for 24 hours'],
    ['ban-room', 'ban', null, 'Banned from the room'],
  ])(
    '%s acts in the room of the report, whose person stays unnamed',
    async (name, sanction, ms, resolution) => {
      const { id, room } = await report('anonymous');
      const before = Date.now();
      const answer = await act(people.moderator, id, { act: name });
      expect(answer).toEqual({ status: 200, body: { done: name } });
      const [imposed, ...more] = await sanctionsIn(room);
      expect(more).toEqual([]);
      expect(imposed).toMatchObject({ account: people.member.user.id, kind: sanction });
      if (ms === null) expect(imposed?.until ?? null).toBeNull();
      else {
        const until = Date.parse(imposed?.until ?? '');
        expect(until).toBeGreaterThanOrEqual(before + ms);
        expect(until).toBeLessThanOrEqual(Date.now() + ms);
      }
      expect(await stored(id)).toMatchObject({ state: 'resolved', resolution });
      expect(await linesAbout(id)).toEqual([['report.resolved', people.moderator.user.id]]);
      const seen = await callRest(
        server,
        people.moderator,
        'GET',
        `/sanctions/${imposed?.id ?? ''}`,
      );
      expect(seen.body.account).toBeUndefined();
    },
  );

  test('a ban everywhere names the account, so it counts as a look-up where that was hidden', async () => {
    for (const [mode, lines] of [
      ['anonymous', ['identity.looked-up', 'report.resolved']],
      ['real', ['report.resolved']],
    ] as const) {
      const { id } = await report(mode);
      expect((await act(people.moderator, id, { act: 'ban' })).status).toBe(200);
      expect((await linesAbout(id)).map(([action]) => action)).toEqual(lines);
      expect((await sanctionsIn(null))[0]).toMatchObject({
        account: people.member.user.id,
        kind: 'ban',
      });
    }
  });

  test('what cannot be done is refused, and the report stays open', async () => {
    const id = await documents.create('reports');
    for (const [data, status] of [
      [{ act: 'hide' }, 409],
      [{ act: 'ban' }, 409],
      [{ act: 'forgive' }, 400],
      [{}, 400],
    ] as const) {
      expect([data, (await act(people.moderator, id, data)).status]).toEqual([data, status]);
    }
    expect((await act(people.moderator, 'no such report', { act: 'dismiss' })).status).toBe(404);
    expect((await stored(id)).state).toBe('open');
  });
}

describe('acts on reports on SQLite', () => {
  suite('sqlite');
});
describeNeeds('mongod', 'acts on reports on MongoDB', () => {
  suite('mongodb');
});
