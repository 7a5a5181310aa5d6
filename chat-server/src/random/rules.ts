import type { Payload } from 'payload';

import { badInput, conflict } from '../errors';
import type { Session } from '../transport/authentication';
import type { RandomSettings } from './settings';

/** What a person agrees to before the first match, and when they did. */
export interface Rules {
  version: string;
  text: string;
  minimumAge: number;
  /** Null before they have. RFC 3339, UTC. */
  acceptedAt: string | null;
}

interface RulesOptions {
  payload: Payload;
  settings: RandomSettings;
}

type Reader = Pick<Session, 'userId' | 'locale'>;

/** The rules as they are now, in the reader's language. */
export async function rulesFor(
  { payload, settings }: RulesOptions,
  { locale, userId }: Reader,
): Promise<Rules> {
  const { minimumAge, rules, rulesVersion: version } = settings;
  const text = locale === 'en' ? rules.en : rules.ko;
  return { version, text, minimumAge, acceptedAt: await acceptedAt(payload, userId, version) };
}

/**
 * Keeps that somebody agrees to the rules and is of age. A second time does nothing.
 *
 * @throws ChatError BAD_USER_INPUT for who is too young; CONFLICT for rules that have changed since
 */
export async function acceptRules(
  options: RulesOptions,
  reader: Reader,
  { isOfAge, version }: { version: string; isOfAge: boolean },
): Promise<Rules> {
  const { payload, settings } = options;
  if (!isOfAge) {
    throw badInput(`The random match is for people of ${settings.minimumAge} or more.`, 'isOfAge');
  }
  if (version !== settings.rulesVersion) {
    throw conflict('The rules have changed. Read them again.', 'version');
  }
  const { userId: user } = reader;
  try {
    await payload.create({
      collection: 'random-consents',
      data: { user, version, acceptedAt: new Date().toISOString() },
      depth: 0,
      overrideAccess: true, // Closed to every API: it is given here alone.
    });
  } catch (error) {
    // A unique index refuses the second one.
    if ((await acceptedAt(payload, user, version)) === null) throw error;
  }
  return rulesFor(options, reader);
}

/** When somebody agreed to a version of the rules; null for never. */
export async function acceptedAt(
  payload: Payload,
  user: string,
  version: string,
): Promise<string | null> {
  const { docs } = await payload.find({
    collection: 'random-consents',
    where: { and: [{ user: { equals: user } }, { version: { equals: version } }] },
    depth: 0,
    limit: 1,
    pagination: false,
    overrideAccess: true, // As above.
  });
  return docs[0]?.acceptedAt ?? null;
}
