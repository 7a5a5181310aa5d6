import { handleEndpoints } from 'payload';

import type { Person } from './people';
import type { TestPayload } from './start-payload';

export interface Answer {
  status: number;
  headers: Headers;
  content: Buffer;
  /** The content as JSON; empty where it is none. */
  body: Body;
}

interface Body {
  doc?: Record<string, unknown> & { id: string; filename: string; url: string };
  errors?: { message: string; data?: { errors?: { path: string; message: string }[] } }[];
}

/** Speaks to /api/chat-attachments as a client does, by the very function that serves it. Tests only. */
export function createUploadClient({ cacheKey, config }: TestPayload) {
  const call = async (
    who: Person | null,
    path: string,
    {
      body,
      headers,
      method,
    }: { body?: FormData; headers?: Record<string, string>; method?: string } = {},
  ): Promise<Answer> => {
    const response = await handleEndpoints({
      config,
      payloadInstanceCacheKey: cacheKey,
      request: new Request(`http://localhost/api/chat-attachments${path}`, {
        ...(method === undefined ? {} : { method }),
        ...(body === undefined ? {} : { body }),
        headers: { ...(who ? { Authorization: `Bearer ${who.token}` } : {}), ...headers },
      }),
    });
    const content = Buffer.from(await response.arrayBuffer());
    const isJson = response.headers.get('content-type')?.includes('json') ?? false;
    const json = isJson ? (JSON.parse(content.toString()) as Body) : {};
    return { status: response.status, headers: response.headers, content, body: json };
  };
  return {
    call,
    upload: (
      who: Person | null,
      data: Record<string, unknown>,
      file?: { content: Buffer | string; name: string; type?: string },
    ): Promise<Answer> => {
      const form = new FormData();
      form.set('_payload', JSON.stringify(data));
      if (file) {
        const type = file.type ?? 'application/octet-stream';
        form.set('file', new Blob([file.content], { type }), file.name);
      }
      return call(who, '', { method: 'POST', body: form });
    },
    file: (who: Person | null, name: string, headers: Record<string, string> = {}) =>
      call(who, `/file/${encodeURIComponent(name)}`, { headers }),
  };
}
