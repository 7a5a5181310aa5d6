import type { Role, User } from '@coco-chat/collections';
import type DataLoader from 'dataloader';
import { executeAuthStrategies, NotFound, type Payload } from 'payload';

import { unavailable } from '../errors';
import { gatheringLoader } from '../gathering-loader';
import { sanctionsOfAll, type AccountSanctions } from './account-sanctions';

/** A signed-in account, as far as the chat needs to know it. */
export interface Session extends AccountSanctions {
  userId: string;
  displayName: string;
  roles: readonly Role[];
  locale: string;
  /** When the token ends, in milliseconds since 1970. */
  expiresAt: number;
  /** What all tokens of one log-in share; they end together at its log-out. */
  sessionId: string;
}

/** The token of `Authorization: Bearer <token>`, or null where there is none. */
export function bearerToken(authorization: unknown): string | null {
  if (typeof authorization !== 'string') return null;
  return /^Bearer +(\S+)$/i.exec(authorization.trim())?.[1] ?? null;
}

/** What is read of an account to know whether a token is one of its own. */
type Account = Pick<User, 'id' | 'displayName' | 'roles' | 'locale' | 'sessions'>;

/** How many accounts one statement reads. */
const maxBatchSize = 200;

/**
 * How long a crowd that connects is gathered, in milliseconds. Who was let in together also asks together from
 * then on, for the same rooms, and so each read that follows serves all of them.
 */
const crowdEvery = 20;

/**
 * Checks tokens. All that come at the same time are looked up together, so that a crowd that comes back
 * costs few statements.
 */
export class Authenticator {
  readonly #payload: Payload;
  readonly #accounts: DataLoader<string, Account | null>;
  /** The same for those who connect, of whom a crowd is gathered. */
  readonly #arriving: DataLoader<string, Account | null>;
  readonly #sanctions: DataLoader<string, AccountSanctions>;

  constructor(payload: Payload) {
    this.#payload = payload;
    const gathering = { maxBatchSize, mostRunning: 1 };
    const read = (ids: readonly string[]) => readAccounts(payload, ids);
    this.#accounts = gatheringLoader(read, gathering);
    this.#arriving = gatheringLoader(read, { ...gathering, everyMs: crowdEvery });
    this.#sanctions = gatheringLoader((ids) => sanctionsOfAll(payload, ids), gathering);
  }

  /**
   * Checks a token in full: its signature, its end, and that its session was not logged out. It
   * never looks at cookies, so another site's page cannot act for whoever opens it.
   *
   * @param options `isConnecting`: for a socket that stays, which may wait for others who come as well
   * @returns null when the token is not, or no longer, good for anything
   * @throws ChatError UNAVAILABLE when the database cannot be read
   */
  async authenticate(token: string, { isConnecting = false } = {}): Promise<Session | null> {
    const account = await this.#accountOf(token, isConnecting ? this.#arriving : this.#accounts);
    const { exp, sid } = claimsOf(token);
    if (!account || typeof exp !== 'number' || typeof sid !== 'string') return null;
    return this.#sessionOf(account, { expiresAt: exp * 1_000, sessionId: sid });
  }

  /**
   * Looks again at a session that a token was checked for: whether it was ended since, and what holds for its
   * account now. The token itself cannot have changed, so nobody has to keep it.
   *
   * @returns null when it is over
   * @throws ChatError UNAVAILABLE when the database cannot be read
   */
  async checkAgain(session: Session): Promise<Session | null> {
    const { expiresAt, sessionId, userId } = session;
    if (expiresAt <= Date.now()) return null;
    const account = await this.#accounts.load(userId).catch(throwUnavailable);
    const isOpen = account?.sessions?.some(({ id }) => id === sessionId) ?? false;
    return account && isOpen ? this.#sessionOf(account, session) : null;
  }

  async #sessionOf(
    account: Account,
    { expiresAt, sessionId }: Pick<Session, 'expiresAt' | 'sessionId'>,
  ): Promise<Session> {
    const sanctions = await this.#sanctions.load(account.id).catch(throwUnavailable);
    const { bannedUntil, mutedUntil } = sanctions;
    return {
      userId: account.id,
      displayName: account.displayName,
      roles: account.roles ?? [],
      locale: account.locale ?? 'ko',
      expiresAt,
      sessionId,
      bannedUntil,
      mutedUntil,
    };
  }

  /**
   * Payload's own strategies check the token. Only the account is read here instead: together with others,
   * and so that a database that is away is told from a token that is no good. `payload.auth` would also
   * work out all permissions, for the admin panel.
   */
  async #accountOf(
    token: string,
    accounts: DataLoader<string, Account | null>,
  ): Promise<Account | null> {
    let failure: unknown;
    const findByID = async ({ id }: { id: string }): Promise<Account> => {
      const account = await accounts.load(id).catch((error: unknown) => {
        failure = error;
        throw error;
      });
      if (!account) throw new NotFound();
      return account;
    };
    const { user } = await executeAuthStrategies({
      headers: new Headers({ Authorization: `Bearer ${token}`, DisableAutologin: 'true' }),
      canSetHeaders: false,
      payload: Object.create(this.#payload, { findByID: { value: findByID } }) as Payload,
    });
    if (failure !== undefined) throwUnavailable(failure);
    return user;
  }
}

async function readAccounts(payload: Payload, ids: readonly string[]): Promise<(Account | null)[]> {
  const { docs } = await payload.find({
    collection: 'users',
    where: { id: { in: [...new Set(ids)] } },
    select: { displayName: true, roles: true, locale: true, sessions: true },
    depth: 0,
    pagination: false,
    overrideAccess: true, // Nobody is signed in before this.
  });
  const byId = new Map(docs.map((account) => [account.id, account]));
  return ids.map((id) => byId.get(id) ?? null);
}

function throwUnavailable(cause: unknown): never {
  throw unavailable('It cannot be checked now who you are. Try again.', { cause });
}

interface Claims {
  /** When it ends, in seconds since 1970 (RFC 7519, section 4.1.4). */
  exp?: unknown;
  sid?: unknown;
}

/** What a JWT says, whose signature is checked elsewhere. */
function claimsOf(token: string): Claims {
  const [, claims = ''] = token.split('.');
  try {
    return JSON.parse(Buffer.from(claims, 'base64url').toString()) as Claims;
  } catch {
    return {};
  }
}

/** @param now in milliseconds since 1970 */
export const isBanned = ({ bannedUntil }: Session, now: number): boolean =>
  bannedUntil !== null && bannedUntil > now;
