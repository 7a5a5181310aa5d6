import { configToSchema } from '@payloadcms/graphql';
import { graphql, type GraphQLSchema } from 'graphql';
import { createPayloadRequest, handleEndpoints, type CollectionSlug, type Payload } from 'payload';

import type { Person } from './people';
import type { TestPayload } from './start-payload';

type Server = Pick<TestPayload, 'config' | 'cacheKey'>;

/** What became of a request: done (with how many documents), or refused. */
export type Outcome = 'done' | 'refused';

export interface Target {
  slug: CollectionSlug;
  /** The names of its GraphQL type, as in `createPageSection` and `PageSections`. */
  graphQL: { one: string; many: string };
}

/** One way into Payload from outside, as somebody (null: nobody logged in). */
export interface Api {
  name: string;
  create(target: Target, who: Person | null, data: Record<string, unknown>): Promise<Outcome>;
  read(target: Target, who: Person | null, id: string): Promise<Outcome>;
  update(
    target: Target,
    who: Person | null,
    id: string,
    data: Record<string, unknown>,
  ): Promise<Outcome>;
  delete(target: Target, who: Person | null, id: string): Promise<Outcome>;
}

const origin = 'http://localhost';
const refusals = new Set([401, 403, 404]);

const headersOf = (who: Person | null): Record<string, string> => ({
  'Content-Type': 'application/json',
  ...(who ? { Authorization: `Bearer ${who.token}` } : {}),
});

function outcomeOf(status: number, what: string): Outcome {
  if (refusals.has(status)) return 'refused';
  if (status < 400) return 'done';
  throw new Error(`${status}: ${what}`);
}

/** Sends a request through the very function that serves /api. */
export async function callRest(
  { cacheKey, config }: Server,
  who: Person | null,
  method: string,
  path: string,
  data?: unknown,
  moreHeaders: Record<string, string> = {},
): Promise<{ status: number; body: Record<string, unknown> }> {
  const response = await handleEndpoints({
    config,
    payloadInstanceCacheKey: cacheKey,
    request: new Request(`${origin}/api${path}`, {
      method,
      headers: { ...headersOf(who), ...moreHeaders },
      ...(data === undefined ? {} : { body: JSON.stringify(data) }),
    }),
  });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

export function createRestApi(server: Server): Api {
  const call = async (...[who, method, path, data]: [Person | null, string, string, unknown?]) => {
    const { status, body } = await callRest(server, who, method, path, data);
    return { outcome: outcomeOf(status, JSON.stringify(body)), body };
  };
  return {
    name: 'REST',
    create: async ({ slug }, who, data) => (await call(who, 'POST', `/${slug}`, data)).outcome,
    read: async ({ slug }, who, id) => {
      const list = await call(who, 'GET', `/${slug}?where[id][equals]=${id}`);
      const one = await call(who, 'GET', `/${slug}/${id}`);
      const found = list.outcome === 'done' && list.body.totalDocs === 1;
      if (found !== (one.outcome === 'done')) throw new Error(`${slug}: list and document differ`);
      return one.outcome;
    },
    update: async ({ slug }, who, id, data) =>
      (await call(who, 'PATCH', `/${slug}/${id}`, data)).outcome,
    delete: async ({ slug }, who, id) => (await call(who, 'DELETE', `/${slug}/${id}`)).outcome,
  };
}

export interface GraphQLCall {
  data: Record<string, unknown> | null;
  statuses: number[];
  messages: string[];
}

/** Executes a document against Payload's schema, with the request built as /api/graphql builds it. */
export function createGraphQLCaller({ cacheKey, config }: Server) {
  let schema: GraphQLSchema | undefined;
  return async (
    who: Person | null,
    source: string,
    variableValues: Record<string, unknown>,
  ): Promise<GraphQLCall> => {
    schema ??= configToSchema(config).schema;
    const req = await createPayloadRequest({
      config,
      payloadInstanceCacheKey: cacheKey,
      request: new Request(`${origin}/api/graphql`, { method: 'POST', headers: headersOf(who) }),
    });
    req.payloadAPI = 'GraphQL';
    const { data, errors = [] } = await graphql({
      schema,
      source,
      variableValues,
      contextValue: { req, headers: {} },
    });
    return {
      data: data ?? null,
      statuses: errors.map(
        ({ originalError }) => (originalError as { status?: number } | undefined)?.status ?? 500,
      ),
      messages: errors.map(({ message }) => message),
    };
  };
}

export function createGraphQLApi(server: Server): Api {
  const execute = createGraphQLCaller(server);
  const call = async (who: Person | null, source: string, variables: Record<string, unknown>) => {
    const { data, messages, statuses } = await execute(who, source, variables);
    const [status] = statuses;
    if (status === undefined) return { outcome: 'done' as const, data };
    return { outcome: outcomeOf(status, messages.join('; ')), data };
  };
  return {
    name: 'GraphQL',
    create: async ({ graphQL: { one } }, who, data) =>
      (
        await call(
          who,
          `mutation ($data: mutation${one}Input!) { create${one}(data: $data) { id } }`,
          { data },
        )
      ).outcome,
    read: async ({ graphQL: { one, many } }, who, id) => {
      const { outcome, data } = await call(
        who,
        `query ($id: String!) { one: ${one}(id: $id) { id } }`,
        { id },
      );
      const list = await call(
        who,
        `query ($where: ${one}_where) { list: ${many}(where: $where) { totalDocs } }`,
        { where: { id: { equals: id } } },
      );
      const found =
        list.outcome === 'done' && (list.data?.list as { totalDocs: number }).totalDocs === 1;
      const single = outcome === 'done' && data?.one != null;
      if (found !== single) throw new Error(`${one}: list and document differ`);
      return found ? 'done' : 'refused';
    },
    update: async ({ graphQL: { one } }, who, id, data) =>
      (
        await call(
          who,
          `mutation ($id: String!, $data: mutation${one}UpdateInput!) { update${one}(id: $id, data: $data) { id } }`,
          { id, data },
        )
      ).outcome,
    delete: async ({ graphQL: { one } }, who, id) =>
      (await call(who, `mutation ($id: String!) { delete${one}(id: $id) { id } }`, { id })).outcome,
  };
}

export function createLocalApi(payload: Payload): Api {
  const attempt = async (work: () => Promise<unknown>): Promise<Outcome> => {
    try {
      await work();
      return 'done';
    } catch (error) {
      const { message, status } = error as { message: string; status?: number };
      return outcomeOf(status ?? 500, message);
    }
  };
  const as = (who: Person | null) => ({ user: who?.user ?? null, overrideAccess: false });
  return {
    name: 'Local API',
    create: ({ slug }, who, data) =>
      attempt(() => payload.create({ collection: slug, data: data as never, ...as(who) })),
    read: ({ slug }, who, id) =>
      attempt(() => payload.findByID({ collection: slug, id, ...as(who) })),
    update: ({ slug }, who, id, data) =>
      attempt(() => payload.update({ collection: slug, id, data: data, ...as(who) })),
    delete: ({ slug }, who, id) =>
      attempt(() => payload.delete({ collection: slug, id, ...as(who) })),
  };
}
