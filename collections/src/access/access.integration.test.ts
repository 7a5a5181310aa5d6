import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { describeNeeds } from '@coco-chat/e2e/servers';
import type { CollectionSlug, Payload } from 'payload';

import type { DatabaseKind } from '../database';
import { roles, type Role } from '../people/roles';
import {
  callRest,
  createGraphQLApi,
  createGraphQLCaller,
  createLocalApi,
  createRestApi,
  type Api,
  type Target,
} from '../testing/apis';
import { createDocuments, type Documents } from '../testing/documents';
import { createPeople, type Person } from '../testing/people';
import { startPayload, type TestPayload } from '../testing/start-payload';

type Caller = 'visitor' | Role;
const callers: readonly Caller[] = ['visitor', ...roles];

const everybody = callers;
const editors: readonly Caller[] = ['admin', 'editor'];
const moderators: readonly Caller[] = ['admin', 'moderator'];
const staff: readonly Caller[] = ['admin', 'editor', 'moderator'];
const admins: readonly Caller[] = ['admin'];
const none: readonly Caller[] = [];

interface Rights extends Target {
  create: readonly Caller[];
  read: readonly Caller[];
  update: readonly Caller[];
  delete: readonly Caller[];
}

/** Who may do what with a document that is somebody else's. What is one's own follows below. */
const table: readonly Rights[] = [
  {
    slug: 'page-sections',
    graphQL: { one: 'PageSection', many: 'PageSections' },
    create: editors,
    read: everybody,
    update: editors,
    delete: editors,
  },
  {
    slug: 'site-stats',
    graphQL: { one: 'SiteStat', many: 'SiteStats' },
    create: editors,
    read: everybody,
    update: editors,
    delete: editors,
  },
  {
    slug: 'media',
    graphQL: { one: 'Media', many: 'allMedia' },
    create: editors,
    read: everybody,
    update: editors,
    delete: editors,
  },
  {
    slug: 'chat-rooms',
    graphQL: { one: 'ChatRoom', many: 'ChatRooms' },
    create: moderators,
    read: everybody,
    update: moderators,
    delete: none,
  },
  {
    slug: 'chat-messages',
    graphQL: { one: 'ChatMessage', many: 'ChatMessages' },
    create: none,
    read: moderators,
    update: moderators,
    delete: none,
  },
  {
    slug: 'chat-attachments',
    graphQL: { one: 'ChatAttachment', many: 'ChatAttachments' },
    create: none,
    read: moderators,
    update: none,
    delete: none,
  },
  {
    slug: 'chat-memberships',
    graphQL: { one: 'ChatMembership', many: 'ChatMemberships' },
    create: none,
    read: moderators,
    update: none,
    delete: none,
  },
  {
    slug: 'random-sessions',
    graphQL: { one: 'RandomSession', many: 'RandomSessions' },
    create: none,
    read: moderators,
    update: none,
    delete: none,
  },
  {
    slug: 'reports',
    graphQL: { one: 'Report', many: 'Reports' },
    create: none,
    read: moderators,
    update: moderators,
    delete: none,
  },
  {
    slug: 'sanctions',
    graphQL: { one: 'Sanction', many: 'Sanctions' },
    create: moderators,
    read: moderators,
    update: moderators,
    delete: none,
  },
  {
    slug: 'random-holds',
    graphQL: { one: 'RandomHold', many: 'RandomHolds' },
    create: moderators,
    read: moderators,
    update: moderators,
    delete: none,
  },
  {
    slug: 'audit-log',
    graphQL: { one: 'AuditLog', many: 'AuditLogs' },
    create: none,
    read: admins,
    update: none,
    delete: none,
  },
  {
    slug: 'users',
    graphQL: { one: 'User', many: 'Users' },
    create: everybody,
    read: moderators,
    update: admins,
    delete: admins,
  },
  {
    slug: 'payload-locked-documents',
    graphQL: { one: 'PayloadLockedDocument', many: 'PayloadLockedDocuments' },
    create: staff,
    read: staff,
    update: staff,
    delete: staff,
  },
];

/** Closed to every API: no rights to try beyond the Local API's. */
const internal: readonly CollectionSlug[] = [
  'chat-room-counters',
  'chat-invites',
  'user-blocks',
  'random-seats',
  'random-consents',
];

/** Settings of the whole chat, for moderators: their GraphQL names, and a change that each takes. */
const settings = [
  { slug: 'chat-filters', type: 'ChatFilter', change: { links: 'all' } },
  {
    slug: 'random-match',
    type: 'RandomMatch',
    change: {
      rulesVersion: '2',
      minimumAge: 19,
      recentPartnerMinutes: 5,
      quietFirstSeconds: 30,
      holdReporters: 4,
      holdHours: 12,
      retentionDays: 7,
    },
  },
] as const;

function suite(kind: DatabaseKind): void {
  let server: TestPayload;
  let payload: Payload;
  let people: Record<Role, Person>;
  let documents: Documents;
  let apis: Api[];

  beforeAll(async () => {
    server = await startPayload(kind);
    ({ payload } = server);
    people = await createPeople(payload);
    documents = createDocuments(payload, people.admin);
    apis = [createGraphQLApi(server), createRestApi(server), createLocalApi(payload)];
  }, 60_000);

  afterAll(async () => {
    await server.stop();
  });

  const person = (caller: Caller): Person | null => (caller === 'visitor' ? null : people[caller]);

  /** Who gets through by each of the APIs, as `{ GraphQL: [...], REST: [...], 'Local API': [...] }`. */
  async function whoMay(
    attempt: (api: Api, who: Person | null) => Promise<'done' | 'refused'>,
  ): Promise<Record<string, Caller[]>> {
    const allowed: Record<string, Caller[]> = {};
    for (const api of apis) {
      const through: Caller[] = [];
      for (const caller of callers) {
        if ((await attempt(api, person(caller))) === 'done') through.push(caller);
      }
      allowed[api.name] = through;
    }
    return allowed;
  }

  const byEachApi = (expected: readonly Caller[]): Record<string, Caller[]> => {
    const sorted = callers.filter((caller) => expected.includes(caller));
    return { GraphQL: sorted, REST: sorted, 'Local API': sorted };
  };

  test('the table names every collection but Payload’s own closed ones', () => {
    const own = payload.config.collections
      .map(({ slug }) => slug)
      .filter((slug) => !slug.startsWith('payload-') || slug === 'payload-locked-documents');
    expect(own.sort()).toEqual([...table.map(({ slug }) => slug), ...internal].sort());
  });

  for (const rights of table) {
    const { slug } = rights;

    // An upload is created by its file, which neither GraphQL nor a plain object can carry.
    if (slug !== 'media' && slug !== 'chat-attachments') {
      test(`${slug}: who may create`, async () => {
        expect(
          await whoMay(async (api, who) => api.create(rights, who, await documents.valid(slug))),
        ).toEqual(byEachApi(rights.create));
      });
    }

    test(`${slug}: who may read`, async () => {
      const id = await documents.create(slug);
      expect(await whoMay((api, who) => api.read(rights, who, id))).toEqual(byEachApi(rights.read));
    });

    test(`${slug}: who may update`, async () => {
      const id = await documents.create(slug);
      expect(
        await whoMay((api, who) => api.update(rights, who, id, documents.change(slug))),
      ).toEqual(byEachApi(rights.update));
    });

    test(`${slug}: who may delete`, async () => {
      expect(
        await whoMay(async (api, who) => api.delete(rights, who, await documents.create(slug))),
      ).toEqual(byEachApi(rights.delete));
    });
  }

  test('what Payload keeps for itself is closed to members', async () => {
    const paths = ['payload-migrations', 'payload-jobs', 'payload-kv', ...internal];
    for (const path of paths) {
      for (const caller of [null, people.guest, people.member]) {
        const list = await callRest(server, caller, 'GET', `/${path}`);
        expect([path, list.status, list.body.docs]).toEqual([path, expect.any(Number), undefined]);
        const data = { name: '29990101_000000_forged', batch: 1, key: 'forged', data: {} };
        const made = await callRest(server, caller, 'POST', `/${path}`, data);
        expect([path, [403, 404, 501].includes(made.status)]).toEqual([path, true]);
      }
    }
    const run = await callRest(server, people.member, 'GET', '/payload-jobs/run');
    expect(run.status).toBe(401);
  });

  test('the Local API is closed to everybody, too, where no other way leads', async () => {
    for (const slug of internal) {
      for (const caller of callers) {
        const as = { user: person(caller)?.user ?? null, overrideAccess: false } as const;
        const tries = [
          payload.create({ collection: slug, data: {} as never, ...as }),
          payload.find({ collection: slug, ...as }),
          payload.update({ collection: slug, where: {}, data: {}, ...as }),
          payload.delete({ collection: slug, where: {}, ...as }),
        ];
        for (const attempt of await Promise.allSettled(tries)) {
          expect([slug, caller, attempt]).toMatchObject([
            slug,
            caller,
            { status: 'rejected', reason: { status: 403 } },
          ]);
        }
      }
    }
  });

  test('settings are read and changed by moderators alone', async () => {
    const execute = createGraphQLCaller(server);
    for (const { change, slug, type } of settings) {
      for (const caller of callers) {
        const who = person(caller);
        const as = { user: who?.user ?? null, overrideAccess: false } as const;
        const statusOf = (work: Promise<unknown>) =>
          work.then(
            () => 200,
            (error: unknown) => (error as { status: number }).status,
          );
        const byGraphQL = async (source: string) =>
          (await execute(who, source, source.startsWith('mutation') ? { data: change } : {}))
            .statuses[0] ?? 200;
        const mutation = `mutation ($data: mutation${type}Input!) {
          update${type}(data: $data) { updatedAt }
        }`;
        expect([
          [slug, caller],
          (await callRest(server, who, 'GET', `/globals/${slug}`)).status,
          (await callRest(server, who, 'POST', `/globals/${slug}`, change)).status,
          await byGraphQL(`{ ${type} { updatedAt } }`),
          await byGraphQL(mutation),
          await statusOf(payload.findGlobal({ slug, ...as })),
          await statusOf(payload.updateGlobal({ slug, data: change as never, ...as })),
        ]).toEqual([
          [slug, caller],
          ...Array<number>(6).fill(moderators.includes(caller) ? 200 : 403),
        ]);
      }
    }
  });

  const collection = (slug: CollectionSlug): Rights => {
    const rights = table.find((row) => row.slug === slug);
    if (!rights) throw new Error(`No such row: ${slug}`);
    return rights;
  };

  test('a draft is read by editors alone', async () => {
    const id = await documents.create('page-sections', { _status: 'draft' });
    expect(await whoMay((api, who) => api.read(collection('page-sections'), who, id))).toEqual(
      byEachApi(editors),
    );
  });

  test('a private room is read by moderators alone', async () => {
    const id = await documents.create('chat-rooms', { kind: 'private' });
    expect(await whoMay((api, who) => api.read(collection('chat-rooms'), who, id))).toEqual(
      byEachApi(moderators),
    );
  });

  test('everybody reads and changes their own account, and nobody else’s', async () => {
    for (const api of apis) {
      for (const role of roles) {
        const { user } = people[role];
        expect(await api.read(collection('users'), people[role], user.id)).toBe('done');
        expect(await api.update(collection('users'), people[role], user.id, { locale: 'ko' })).toBe(
          'done',
        );
      }
      expect(
        await api.update(collection('users'), people.member, people.guest.user.id, {
          locale: 'en',
        }),
      ).toBe('refused');
    }
  });

  test('an image is created by editors alone', async () => {
    const through: Caller[] = [];
    for (const caller of callers) {
      const image = documents.imageFile();
      try {
        await payload.create({
          collection: 'media',
          data: { alt: 'A square' },
          file: image,
          user: person(caller)?.user ?? null,
          overrideAccess: false,
        });
        through.push(caller);
      } catch (error) {
        expect((error as { status: number }).status).toBe(403);
      }
    }
    expect(through).toEqual(editors);
  });
}

describe('access rules on SQLite', () => {
  suite('sqlite');
});
describeNeeds('mongod', 'access rules on MongoDB', () => {
  suite('mongodb');
});
