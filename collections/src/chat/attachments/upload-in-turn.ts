import { getTranslation } from '@payloadcms/translations';
import {
  addDataAndFileToRequest,
  headersWithCors,
  type DatabaseAdapter,
  type Endpoint,
  type PayloadRequest,
} from 'payload';

// Kept on the adapter: the config can be loaded twice in a process, and so can this module.
const turnsKey = Symbol.for('coco-chat.upload-turns');

type Adapter = DatabaseAdapter & { [turnsKey]?: Map<string, Promise<void>> };

/**
 * Takes over Payload's own `POST /api/chat-attachments`, and answers as it does: what one person uploads at
 * the same moment is stored one after the other. Each is then counted before the next is let in, and nobody
 * has more files waiting than they may. It holds within a process, and the CMS is one.
 */
export const uploadInTurn: Endpoint = {
  path: '/',
  method: 'post',
  handler: async (req) => {
    await addDataAndFileToRequest(req);
    const doc = await inTurn(req, () =>
      req.payload.create({
        collection: 'chat-attachments',
        data: (req.data ?? {}) as never,
        ...(req.file ? { file: req.file } : {}),
        overrideAccess: false,
        req,
      }),
    );
    const { labels } = req.payload.collections['chat-attachments'].config;
    const label = getTranslation(labels.singular, req.i18n);
    return Response.json(
      { doc, message: req.t('general:successfullyCreated', { label }) },
      { status: 201, headers: headersWithCors({ headers: new Headers(), req }) },
    );
  },
};

/** Does something once all is done that the same person has begun before. */
function inTurn<Result>(req: PayloadRequest, work: () => Promise<Result>): Promise<Result> {
  // Nothing is stored for who is not signed in.
  if (!req.user) return work();
  const { id } = req.user;
  const turns = turnsIn(req.payload.db);
  const own = (turns.get(id) ?? Promise.resolve()).then(work);
  const done = own
    .then(
      () => undefined,
      () => undefined,
    )
    .then(() => {
      if (turns.get(id) === done) turns.delete(id);
    });
  turns.set(id, done);
  return own;
}

function turnsIn(adapter: Adapter): Map<string, Promise<void>> {
  if (adapter[turnsKey]) return adapter[turnsKey];
  return (adapter[turnsKey] = new Map<string, Promise<void>>());
}
