import type { CollectionAfterChangeHook, CollectionAfterDeleteHook, Payload } from 'payload';

import { afterCommit } from '../after-commit';
import { contentChannel, eventBusOf, type ContentPublishedEvent } from '../events';

type Published = ContentPublishedEvent['collection'];

async function announce(payload: Payload, collection: Published, key: string): Promise<void> {
  await eventBusOf(payload)?.publish(contentChannel, {
    type: 'content.published',
    collection,
    key,
    at: new Date().toISOString(),
  });
}

interface Document {
  id: string;
  key: string;
  _status?: 'draft' | 'published' | null;
}

/** Tells every process that visitors see something new: published, or taken back. */
export const announcePublished: CollectionAfterChangeHook<Document> = async ({
  collection,
  doc,
  previousDoc,
  req,
}) => {
  const hasDrafts = Boolean(collection.versions);
  // `previousDoc` is empty on create, whatever its type says.
  const before = (previousDoc as Partial<Document> | undefined)?._status;
  if (hasDrafts && doc._status !== 'published' && before !== 'published') return;
  await afterCommit(req, () => announce(req.payload, collection.slug as Published, doc.key));
};

export const announceRemoved: CollectionAfterDeleteHook<Document> = async ({
  collection,
  doc,
  req,
}) => {
  await afterCommit(req, () => announce(req.payload, collection.slug as Published, doc.key));
};
