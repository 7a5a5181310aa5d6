import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

import {
  attachEventBus,
  attachGuestLimiter,
  createConfig,
  type EventBus,
} from '@coco-chat/collections';
import { configToSchema } from '@payloadcms/graphql';
import { graphql, parse, print, separateOperations, type GraphQLSchema } from 'graphql';
import {
  createPayloadRequest,
  getPayload,
  handleEndpoints,
  type Payload,
  type SanitizedConfig,
} from 'payload';
import { pino } from 'pino';

import { attachChat, type AttachedChat } from '../attach-chat';
import { testSecret } from './payload';

interface Signed {
  token: string;
}

const logger = pino({ level: 'silent' });

const origin = 'http://localhost';

/** Payload as the CMS has it, by the functions that serve its APIs. */
export class Cms {
  readonly #config: SanitizedConfig;
  readonly #cacheKey: string;
  readonly #attached: AttachedChat;
  #schema: GraphQLSchema | undefined;

  private constructor(
    readonly payload: Payload,
    cacheKey: string,
    attached: AttachedChat,
  ) {
    [this.#config, this.#cacheKey, this.#attached] = [payload.config, cacheKey, attached];
  }

  /** @param bus that of the chat beside it */
  static async open(databaseUri: string, bus: EventBus): Promise<Cms> {
    const cacheKey = randomUUID();
    const config = await createConfig({
      databaseUri,
      secret: testSecret,
      uploadsDirectory: path.join(tmpdir(), 'coco-chat-test-uploads'),
      admin: { importMap: { autoGenerate: false } },
      logger,
    });
    const payload = await getPayload({ config, key: cacheKey });
    attachEventBus(payload, bus);
    attachGuestLimiter(payload, { take: () => Promise.resolve(null) });
    const attached = await attachChat(payload, { bus, environment: { redisUrl: null }, logger });
    return new Cms(payload, cacheKey, attached);
  }

  async stop(): Promise<void> {
    await this.#attached.close();
    await this.payload.destroy();
    const { client } = this.payload.db as unknown as { client?: { close?: () => void } };
    client?.close?.();
  }

  /** @throws Error for any answer of 400 or more */
  async rest(
    who: Signed | null,
    method: string,
    at: string,
    data?: unknown,
    headers?: Record<string, string>,
  ): Promise<Record<string, unknown>> {
    const response = await this.#request(who, at, {
      method,
      headers: { 'Content-Type': 'application/json', ...headers },
      ...(data === undefined ? {} : { body: JSON.stringify(data) }),
    });
    return (await response.json()) as Record<string, unknown>;
  }

  /** Uploads a file for a room, as its member. @throws Error where it is refused */
  async upload(who: Signed, room: string): Promise<{ id: string; filename: string }> {
    const body = new FormData();
    body.set('_payload', JSON.stringify({ room }));
    body.set('file', new Blob(['안녕'], { type: 'text/plain' }), 'note.txt');
    const response = await this.#request(who, '/chat-attachments', { method: 'POST', body });
    return ((await response.json()) as { doc: { id: string; filename: string } }).doc;
  }

  /** @throws Error where it is refused */
  async download(who: Signed, filename: string): Promise<void> {
    const response = await this.#request(who, `/chat-attachments/file/${filename}`);
    await response.arrayBuffer();
  }

  /** Executes a document as /api/graphql does. @throws Error for any error in the answer */
  async graphQL(
    who: Signed | null,
    source: string,
    variableValues: Record<string, unknown>,
  ): Promise<Record<string, unknown>> {
    this.#schema ??= configToSchema(this.#config).schema;
    const req = await createPayloadRequest({
      config: this.#config,
      payloadInstanceCacheKey: this.#cacheKey,
      request: new Request(`${origin}/api/graphql`, { method: 'POST', headers: tokenOf(who) }),
    });
    req.payloadAPI = 'GraphQL';
    const contextValue = { req, headers: {} };
    const result = await graphql({ schema: this.#schema, source, variableValues, contextValue });
    if (result.errors) throw new Error(result.errors.map(({ message }) => message).join('; '));
    return result.data ?? {};
  }

  async #request(who: Signed | null, at: string, init: RequestInit = {}): Promise<Response> {
    const headers = { ...tokenOf(who), ...(init.headers as Record<string, string>) };
    const response = await handleEndpoints({
      config: this.#config,
      payloadInstanceCacheKey: this.#cacheKey,
      request: new Request(`${origin}/api${at}`, { ...init, headers }),
    });
    if (response.status < 400) return response;
    const { method = 'GET' } = init;
    throw new Error(`${method} ${at}: ${response.status} ${await response.text()}`);
  }
}

const tokenOf = (who: Signed | null): Record<string, string> =>
  who ? { Authorization: `Bearer ${who.token}` } : {};

/** What the site asks of the CMS, by the names of the operations. */
export async function siteOperations(): Promise<ReadonlyMap<string, string>> {
  const files = ['account/account', 'insights/insights', 'landing/landing'];
  const sources = await Promise.all(
    files.map((file) =>
      readFile(new URL(`../../../site/src/features/${file}.graphql`, import.meta.url), 'utf8'),
    ),
  );
  const operations = Object.entries(separateOperations(parse(sources.join('\n'))));
  return new Map(operations.map(([name, document]) => [name, print(document)]));
}
