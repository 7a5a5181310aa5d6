import { describeNeeds } from '@coco-chat/e2e/servers';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  getIntrospectionQuery,
  type IntrospectionObjectType,
  type IntrospectionQuery,
  type IntrospectionTypeRef,
} from 'graphql';
import type { CollectionSlug, Payload } from 'payload';

import type { DatabaseKind } from '../database';
import { roles, type Role } from '../people/roles';
import { callRest, createGraphQLCaller } from '../testing/apis';
import { createDocuments, type Documents } from '../testing/documents';
import { createPeople, createPerson, type Person } from '../testing/people';
import { startPayload, type TestPayload } from '../testing/start-payload';

/** The collections with something to hide, the GraphQL name of each, and what hides it. */
const hiding = {
  'chat-rooms': { many: 'ChatRooms', fields: ['createdBy'] },
  'chat-messages': {
    many: 'ChatMessages',
    fields: [
      'author',
      'createdBy',
      'editedBy',
      'deletedBy',
      'hiddenBy',
      'addressHash',
      'userAgent',
    ],
  },
  'chat-memberships': { many: 'ChatMemberships', fields: ['user'] },
  'chat-attachments': { many: 'ChatAttachments', fields: ['owner'] },
  'random-sessions': {
    many: 'RandomSessions',
    fields: ['participantA', 'participantB', 'endedBy'],
  },
  reports: { many: 'Reports', fields: ['reported', 'reporter'] },
  sanctions: { many: 'Sanctions', fields: ['account', 'createdBy', 'liftedBy'] },
} as const satisfies Partial<Record<CollectionSlug, { many: string; fields: readonly string[] }>>;

type Hiding = keyof typeof hiding;
const slugs = Object.keys(hiding) as Hiding[];
const callers: readonly (Role | 'visitor')[] = ['visitor', ...roles];
const addressHash = 'a1'.repeat(32);
const userAgent = 'an uncommon browser of one person';

function suite(kind: DatabaseKind): void {
  let server: TestPayload;
  let payload: Payload;
  let graphQL: ReturnType<typeof createGraphQLCaller>;
  let people: Record<Role, Person>;
  let documents: Documents;
  /** Whom nothing may lead to. */
  let someone: Person;
  let secrets: string[];
  const ids = {
    anonymous: {} as Record<Hiding, string>,
    random: {} as Record<Hiding, string>,
    real: {} as Record<Hiding, string>,
  };

  beforeAll(async () => {
    server = await startPayload(kind);
    ({ payload } = server);
    graphQL = createGraphQLCaller(server);
    people = await createPeople(payload);
    documents = createDocuments(payload, people.admin);
    someone = await createPerson(payload, 'member', 'unmistakable');
    secrets = [someone.user.id, someone.user.email, 'unmistakable', addressHash, userAgent];
    for (const mode of ['anonymous', 'random', 'real'] as const) await fillRoom(mode);
  }, 60_000);
  afterAll(async () => {
    await server.stop();
  });

  /** A room with a document of each collection, all of them about the same person. */
  async function fillRoom(mode: keyof typeof ids): Promise<void> {
    const user = someone.user.id;
    const room = await documents.create('chat-rooms', {
      identityMode: mode === 'real' ? 'real' : 'anonymous',
      kind: mode === 'random' ? 'random' : 'public',
      createdBy: user,
    });
    const membership = await documents.create('chat-memberships', { room, user });
    const message = await documents.create('chat-messages', {
      ...{ room, membership, addressHash, userAgent },
      ...{ author: user, createdBy: user, editedBy: user, deletedBy: user, hiddenBy: user },
    });
    const participant = { participant: membership, message };
    ids[mode] = {
      'chat-rooms': room,
      'chat-memberships': membership,
      'chat-messages': message,
      'chat-attachments': await documents.create('chat-attachments', {
        room,
        owner: user,
        message,
      }),
      'random-sessions': await documents.create('random-sessions', {
        ...{ room, participantA: user, participantB: user, endedBy: user },
      }),
      reports: await documents.create('reports', {
        ...{ room, reported: user, reporter: user, ...participant },
      }),
      sanctions: await documents.create('sanctions', {
        ...{ room, account: user, createdBy: user, liftedBy: user },
      }),
    };
  }

  const person = (caller: Role | 'visitor'): Person | null =>
    caller === 'visitor' ? null : people[caller];
  const leaks = (answer: unknown): string[] => {
    const text = JSON.stringify(answer);
    return secrets.filter((secret) => text.includes(secret));
  };
  const hidden = ['anonymous', 'random'] as const;

  test('by REST nobody is shown who it is, however deep they look', async () => {
    for (const caller of callers) {
      for (const slug of slugs) {
        for (const mode of hidden) {
          const id = ids[mode][slug];
          for (const query of [
            'depth=0',
            'depth=4',
            'depth=4&select[room]=false',
            selected(slug),
          ]) {
            const one = await callRest(server, person(caller), 'GET', `/${slug}/${id}?${query}`);
            const list = await callRest(
              server,
              person(caller),
              'GET',
              `/${slug}?where[id][equals]=${id}&${query}`,
            );
            expect([caller, slug, query, leaks([one, list])]).toEqual([caller, slug, query, []]);
            if (caller === 'moderator')
              expect([slug, query, one.status]).toEqual([slug, query, 200]);
          }
        }
      }
    }
  });

  const selected = (slug: Hiding): string =>
    `depth=2&${hiding[slug].fields.map((field) => `select[${field}]=true`).join('&')}`;

  test('by GraphQL neither, whichever of its fields they ask for', async () => {
    const { data } = await graphQL(people.admin, getIntrospectionQuery(), {});
    const schema = (data as unknown as IntrospectionQuery).__schema;
    for (const caller of callers) {
      for (const slug of slugs) {
        const { many } = hiding[slug];
        const where = { id: { in: hidden.map((mode) => ids[mode][slug]) } };
        const source = `query ($where: ${many.slice(0, -1)}_where) {
          ${many}(where: $where) { docs ${selection(schema, many.slice(0, -1), 3)} }
        }`;
        const answer = await graphQL(person(caller), source, { where });
        expect([caller, slug, leaks(answer)]).toEqual([caller, slug, []]);
        if (caller === 'moderator') {
          expect(answer.data?.[many]).toMatchObject({ docs: [{ id: expect.any(String) }, {}] });
        }
      }
    }
  });

  test('by the Local API neither, for a person', async () => {
    for (const role of roles) {
      for (const slug of slugs) {
        const found = await payload
          .find({
            collection: slug,
            where: { id: { in: hidden.map((mode) => ids[mode][slug]) } },
            depth: 4,
            user: people[role].user,
            overrideAccess: false,
          })
          .catch((error: unknown) => error);
        expect([role, slug, leaks(found)]).toEqual([role, slug, []]);
      }
    }
  });

  test('searching and sorting by who it is tells nothing either', async () => {
    const { id } = someone.user;
    for (const role of ['admin', 'moderator'] as const) {
      for (const slug of slugs) {
        for (const field of hiding[slug].fields) {
          const value =
            field === 'addressHash' ? addressHash : field === 'userAgent' ? userAgent : id;
          const queries = [
            `where[${field}][equals]=${value}`,
            `where[or][0][and][0][${field}][in]=${value}`,
            `where[${field}.id][equals]=${value}`,
            `where[${field}.displayName][equals]=unmistakable`,
            `sort=${field}`,
            `sort=-${field}.displayName`,
          ];
          for (const query of queries) {
            const { body } = await callRest(
              server,
              people[role],
              'GET',
              `/${slug}?${query}&limit=0`,
            );
            const found = ((body.docs ?? []) as { id: string }[]).map((doc) => doc.id);
            const told = hidden.filter((mode) => found.includes(ids[mode][slug]));
            expect([role, slug, query, told]).toEqual([role, slug, query, []]);
            const count = await callRest(server, people[role], 'GET', `/${slug}/count?${query}`);
            if (!query.startsWith('sort')) {
              expect([
                role,
                slug,
                query,
                Number(count.body.totalDocs ?? 0) <= found.length,
              ]).toEqual([role, slug, query, true]);
            }
          }
        }
      }
      for (const path of [
        `/reports?where[message.author][equals]=${id}`,
        `/reports?where[participant.user][equals]=${id}`,
        `/reports?where[message.membership.user][equals]=${id}`,
        `/reports?where[room.createdBy][equals]=${id}`,
        `/chat-attachments?where[message.author][equals]=${id}`,
        `/chat-messages?where[membership.user][equals]=${id}`,
        `/chat-messages?where[replyTo.author][equals]=${id}`,
        `/chat-messages?sort=membership.user`,
        `/page-sections?where[content.room.createdBy][equals]=${id}`,
      ]) {
        expect([path, (await callRest(server, people[role], 'GET', path)).body.docs]).toEqual([
          path,
          undefined,
        ]);
      }
    }
  });

  test('in a room with names moderators see whose it is, and the server sees it everywhere', async () => {
    for (const slug of slugs) {
      const { body } = await callRest(
        server,
        people.moderator,
        'GET',
        `/${slug}/${ids.real[slug]}?depth=0`,
      );
      for (const field of hiding[slug].fields)
        expect([slug, field, body[field]]).toEqual([
          slug,
          field,
          field === 'addressHash'
            ? addressHash
            : field === 'userAgent'
              ? userAgent
              : someone.user.id,
        ]);
      const own = await payload.findByID({ collection: slug, id: ids.anonymous[slug], depth: 0 });
      expect([slug, leaks(own).length > 0]).toEqual([slug, true]);
    }
  });

  test('a moderator may find sanctions by account, but for those of rooms with aliases', async () => {
    const everywhere = await documents.create('sanctions', { account: someone.user.id });
    const { body } = await callRest(
      server,
      people.moderator,
      'GET',
      `/sanctions?where[account][equals]=${someone.user.id}`,
    );
    expect((body.docs as { id: string }[]).map(({ id }) => id).sort()).toEqual(
      [ids.real.sanctions, everywhere].sort(),
    );
    const made = await callRest(server, people.moderator, 'POST', '/sanctions', {
      account: someone.user.id,
      kind: 'mute',
      reason: 'Spam',
    });
    expect(made.status).toBe(201);
  });

  test('a look-up answers moderators, and stands in the audit log', async () => {
    const subjects = {
      message: ids.anonymous['chat-messages'],
      membership: ids.random['chat-memberships'],
      attachment: ids.anonymous['chat-attachments'],
      report: ids.anonymous.reports,
      reporter: ids.random.reports,
    };
    for (const [subject, id] of Object.entries(subjects)) {
      const answer = await callRest(server, people.moderator, 'POST', '/identity-lookup', {
        [subject]: id,
        reason: ` Threats, ticket ${subject} `,
      });
      expect([answer.status, answer.body]).toEqual([
        200,
        { accountId: someone.user.id, displayName: 'unmistakable', isGuest: false },
      ]);
      const { docs } = await payload.find({
        collection: 'audit-log',
        where: { targetId: { equals: id } },
        sort: '-createdAt',
        depth: 0,
      });
      expect(docs[0]).toMatchObject({
        actor: people.moderator.user.id,
        action: 'identity.looked-up',
        details: { account: someone.user.id, reason: `Threats, ticket ${subject}` },
      });
    }
  });

  test('a look-up without a right, a reason or a subject tells nothing and leaves no line', async () => {
    const lines = async () => (await payload.count({ collection: 'audit-log' })).totalDocs;
    const before = await lines();
    const message = ids.anonymous['chat-messages'];
    const tries: [Person | null, Record<string, unknown>, number][] = [
      ...(['editor', 'member', 'guest'] as const).map(
        (role): [Person, Record<string, unknown>, number] => [
          people[role],
          { message, reason: 'Curious' },
          403,
        ],
      ),
      [null, { message, reason: 'Curious' }, 403],
      [people.moderator, { message, reason: '  why ' }, 400],
      [people.moderator, { message }, 400],
      [people.moderator, { reason: 'Threats' }, 400],
      [people.moderator, { message: 'no such message', reason: 'Threats' }, 404],
    ];
    for (const [who, data, status] of tries) {
      const answer = await callRest(server, who, 'POST', '/identity-lookup', data);
      expect([data, answer.status, leaks(answer)]).toEqual([data, status, []]);
    }
    expect(await lines()).toBe(before);
  });
}

/** Every field that a type has, and those of what it leads to. */
function selection({ types }: IntrospectionQuery['__schema'], name: string, depth: number): string {
  const type = types.find((candidate) => candidate.name === name);
  if (type?.kind === 'UNION') {
    const parts = type.possibleTypes.map(
      (part) => `... on ${part.name} ${selection({ types } as never, part.name, depth)}`,
    );
    return `{ ${parts.join(' ')} }`;
  }
  const { fields } = type as IntrospectionObjectType;
  const chosen = fields.flatMap((field) => {
    const inner = unwrapped(field.type);
    if (!['OBJECT', 'UNION'].includes(inner.kind)) return [field.name];
    return depth > 0
      ? [`${field.name} ${selection({ types } as never, inner.name, depth - 1)}`]
      : [];
  });
  return `{ __typename ${chosen.join(' ')} }`;
}

function unwrapped(type: IntrospectionTypeRef): { kind: string; name: string } {
  const { ofType } = type as { ofType?: IntrospectionTypeRef | null };
  return ofType ? unwrapped(ofType) : (type as { kind: string; name: string });
}

describe('hidden identities on SQLite', () => {
  suite('sqlite');
});
describeNeeds('mongod', 'hidden identities on MongoDB', () => {
  suite('mongodb');
});
