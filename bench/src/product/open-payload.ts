import { tmpdir } from 'node:os';
import path from 'node:path';

import { createConfig, migrateDatabase } from '@coco-chat/collections';
import { BasePayload, type Payload } from 'payload';

/** Which database, and what signs its tokens. */
export interface PayloadSettings {
  /** As in DATABASE_URI. */
  readonly databaseUri: string;
  /** As in PAYLOAD_SECRET. */
  readonly secret: string;
}

/** Payload on a database of the product's schema, as the CMS has it. */
export async function openPayload({ databaseUri, secret }: PayloadSettings): Promise<Payload> {
  const config = await createConfig({
    databaseUri,
    secret,
    uploadsDirectory: path.join(tmpdir(), 'coco-chat-bench-uploads'),
    logger: { options: { level: 'error' } },
  });
  const payload = await new BasePayload().init({ config });
  await migrateDatabase(payload);
  return payload;
}
