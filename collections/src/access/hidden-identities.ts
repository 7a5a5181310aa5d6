import {
  QueryError,
  type CollectionBeforeOperationHook,
  type CollectionConfig,
  type CollectionSlug,
  type Field,
  type FieldAccess,
  type PayloadRequest,
  type Where,
} from 'payload';

import { whoIsThis } from '../admin-components';
import { pathsOf, segmentsOf, sortsOf, type Query } from './query-paths';
import { roomHidesIdentity } from './room-identity';

/**
 * What tells who somebody in a room is. In a room where people go by an alias no API shows these to
 * anybody, whatever their role; `POST /api/identity-lookup` does, and leaves a trace.
 */
const identityFields: Partial<Record<CollectionSlug, readonly string[]>> = {
  'chat-rooms': ['createdBy'],
  'chat-messages': [
    'author',
    'createdBy',
    'editedBy',
    'deletedBy',
    'hiddenBy',
    'addressHash',
    'userAgent',
  ],
  'chat-memberships': ['user'],
  'chat-attachments': ['owner'],
  'random-sessions': ['participantA', 'participantB', 'endedBy'],
  reports: ['reported', 'reporter'],
  sanctions: ['account', 'createdBy', 'liftedBy'],
};

/** Asks who is behind an alias, from the document that it stands in. */
const identityField: Field = {
  name: 'identity',
  type: 'ui',
  admin: {
    position: 'sidebar',
    components: { Field: whoIsThis },
    disableListColumn: true,
  },
};

/** Adds to a collection what keeps anonymous people anonymous. */
export function withHiddenIdentities(collection: CollectionConfig): CollectionConfig {
  const { hooks, slug } = collection;
  const names = identityFields[slug as CollectionSlug] ?? [];
  const rule = ruleOf(slug);
  return {
    ...collection,
    // The rule looks at the room, whatever a client selects.
    ...(names.length > 0 && slug !== 'chat-rooms'
      ? { forceSelect: { ...collection.forceSelect, room: true } }
      : {}),
    hooks: {
      ...hooks,
      beforeOperation: [
        ...(hooks?.beforeOperation ?? []),
        refuseIdentityQueries,
        ...(slug === 'sanctions' ? [narrowSanctionQueries] : []),
      ],
    },
    fields: [
      ...collection.fields.map((field) =>
        'name' in field && names.includes(field.name) ? withRule(field, rule) : field,
      ),
      ...(slug === 'chat-messages' || slug === 'chat-memberships' ? [identityField] : []),
    ],
  };
}

interface Document {
  id?: unknown;
  room?: unknown;
}

const ruleOf =
  (slug: string): FieldAccess =>
  async ({ doc, req }) => {
    const document = doc as Document | undefined;
    // Without a document Payload asks whether the field may be searched and sorted by, which would
    // tell as much as reading it. Sanctions are told apart in the query instead: their form needs it.
    if (!document || Object.keys(document).length === 0) return slug === 'sanctions';
    const room = slug === 'chat-rooms' ? document : await roomOf(document, slug, req);
    // A sanction without a room acts everywhere, and is about an account.
    if (slug === 'sanctions' && room === null) return true;
    const roomId: unknown = typeof room === 'object' ? (room as Document | null)?.id : room;
    return typeof roomId === 'string' && !(await roomHidesIdentity(req, roomId));
  };

/** The room of a document, also where a client has left it out of what it reads. */
async function roomOf({ id, room }: Document, slug: string, req: PayloadRequest): Promise<unknown> {
  if (room !== undefined || typeof id !== 'string') return room;
  const stored = await req.payload.db.findOne<Document & { id: string }>({
    collection: slug as CollectionSlug,
    where: { id: { equals: id } },
    select: { room: true },
    req,
  });
  return stored && (stored.room ?? null);
}

function withRule(field: Field, rule: FieldAccess): Field {
  const access = 'access' in field ? field.access : undefined;
  const read = access?.read;
  return {
    ...field,
    access: {
      ...access,
      read: read ? async (args) => (await read(args)) && (await rule(args)) : rule,
    },
  } as Field;
}

const everyName = new Set(Object.values(identityFields).flat());

/**
 * Refuses to search or sort by who somebody is; the order of documents, too, tells which of them belong
 * together. Payload refuses most of it by itself, but sorts by `addressHash.anything`, and where a path
 * leads through two relationships to a field that may not be read, its own refusal is a rejection that
 * nobody handles, which ends the process.
 *
 * @throws QueryError
 */
const refuseIdentityQueries: CollectionBeforeOperationHook = ({ args, collection }) => {
  const query = args as Query;
  if (query.overrideAccess) return;
  // The account of a sanction may be asked for: `narrowSanctionQueries` looks after it. A hold is on an
  // account, and tells nothing of a room.
  const own = ['sanctions', 'random-holds'].includes(collection.slug) ? 1 : 0;
  const refused = [...pathsOf(query.where), ...sortsOf(query)].filter((path) =>
    segmentsOf(path)
      .slice(own)
      .some((segment) => everyName.has(segment)),
  );
  if (refused.length > 0) throw new QueryError(refused.map((path) => ({ path })));
};

const tells = (path: string): boolean =>
  identityFields.sanctions?.includes(segmentsOf(path)[0] ?? '') ?? false;

/** Who searches sanctions by account finds none that was made in a room where people go by an alias. */
const narrowSanctionQueries: CollectionBeforeOperationHook = ({ args }) => {
  const query = args as Query;
  if (query.overrideAccess) return undefined;
  const asked = [...pathsOf(query.where), ...sortsOf(query), query.field ?? ''];
  if (!asked.some(tells)) return undefined;
  const shown: Where = {
    or: [
      { room: { exists: false } },
      {
        and: [
          { 'room.identityMode': { equals: 'real' } },
          { 'room.kind': { not_equals: 'random' } },
        ],
      },
    ],
  };
  return { ...args, where: query.where ? { and: [query.where, shown] } : shown };
};
