import { randomUUID } from 'node:crypto';

import type { CollectionSlug, File, Payload } from 'payload';

import type { Person } from './people';

type Data = Record<string, unknown>;

/** Makes valid documents of every collection, each unlike the last. Tests only. */
export interface Documents {
  /** What a client would send to create one. */
  valid(slug: CollectionSlug): Promise<Data>;
  /** A change that a client would send to update one. */
  change(slug: CollectionSlug): Data;
  /** Stores one, past the access rules, and gives its id. */
  create(slug: CollectionSlug, more?: Data): Promise<string>;
  imageFile(): File;
}

// One grey pixel.
const pixel = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
  'base64',
);

export function createDocuments(payload: Payload, owner: Person): Documents {
  let seq = 0;
  const now = (): string => new Date().toISOString();

  const store = async (slug: CollectionSlug, more: Data = {}): Promise<string> => {
    const data = { ...(await valid(slug)), ...more };
    const document = await payload.create({
      collection: slug,
      data: data as never,
      ...(slug === 'media' || slug === 'chat-attachments' ? { file: imageFile() } : {}),
    });
    return document.id;
  };

  // Hashing a password is slow by design, so a few accounts serve all who only need to be somebody.
  const accounts: Promise<string>[] = [];
  const account = (index: number): Promise<string> => (accounts[index] ??= store('users'));
  const room = (): Promise<string> => store('chat-rooms');

  const imageFile = (): File => ({
    data: pixel,
    mimetype: 'image/png',
    name: `${randomUUID()}.png`,
    size: pixel.byteLength,
  });

  const valid = async (slug: CollectionSlug): Promise<Data> => {
    seq += 1;
    const name = `document-${randomUUID()}`;
    switch (slug) {
      case 'page-sections':
        return {
          title: 'A section',
          key: name,
          _status: 'published',
          content: [{ blockType: 'callToAction', heading: 'Come in' }],
        };
      case 'site-stats':
        return { label: 'Rooms', key: name, value: seq, source: 'manual' };
      case 'media':
        return { alt: 'A square' };
      case 'chat-rooms':
        return {
          title: 'A room',
          slug: name,
          kind: 'public',
          identityMode: 'real',
          isArchived: false,
          slowModeSeconds: 0,
        };
      case 'chat-messages':
        return {
          room: await room(),
          seq,
          revision: seq,
          kind: 'text',
          text: 'Hello',
          author: owner.user.id,
          clientMessageId: name,
        };
      case 'chat-attachments':
        return { room: await room(), owner: owner.user.id, originalName: 'a-square.png' };
      case 'chat-memberships':
        return {
          room: await room(),
          user: owner.user.id,
          participantId: name,
          role: 'member',
          lastReadSeq: 0,
          joinedAt: now(),
        };
      case 'random-sessions':
        return {
          room: await room(),
          participantA: owner.user.id,
          participantB: await account(0),
          state: 'ended',
          startedAt: now(),
        };
      case 'reports':
        return { room: await room(), reason: 'spam', state: 'open' };
      case 'sanctions':
        return { account: await account(0), kind: 'mute', reason: 'Spam' };
      case 'random-consents':
        return { user: owner.user.id, version: name, acceptedAt: now() };
      case 'random-holds':
        return {
          account: await account(0),
          until: new Date(Date.now() + 3_600_000).toISOString(),
          reason: 'Spam',
        };
      case 'audit-log':
        return { action: 'test.made', targetCollection: 'users', targetId: owner.user.id };
      case 'users':
        return {
          email: `${name}@example.com`,
          password: 'correct horse battery staple',
          displayName: 'Somebody',
          locale: 'en',
        };
      case 'payload-locked-documents':
        return { user: { relationTo: 'users', value: owner.user.id } };
      default:
        throw new Error(`No document is known for ${slug}.`);
    }
  };

  const change = (slug: CollectionSlug): Data => {
    switch (slug) {
      case 'page-sections':
        return { title: 'Another title' };
      case 'site-stats':
        return { value: 7 };
      case 'media':
        return { alt: 'A grey square' };
      case 'chat-rooms':
        return { topic: 'What there is to say' };
      case 'chat-messages':
        return { text: 'Changed' };
      case 'chat-attachments':
        return { originalName: 'another-square.png' };
      case 'chat-memberships':
        return { lastReadSeq: 1 };
      case 'random-sessions':
        return { state: 'ended' };
      case 'reports':
        return { resolution: 'Spoke with them.' };
      case 'sanctions':
        return { reason: 'Spam, again' };
      case 'random-holds':
        return { reason: 'Spam, again' };
      case 'audit-log':
        return { action: 'test.changed' };
      case 'users':
        return { displayName: 'Somebody else' };
      default:
        return {};
    }
  };

  return { valid, change, create: store, imageFile };
}
