import type { Role } from '@coco-chat/collections';
import type { Payload } from 'payload';

import { sanctionsOf, type AccountSanctions } from './account-sanctions';

/** A signed-in account, as far as the chat needs to know it. */
export interface Session extends AccountSanctions {
  userId: string;
  displayName: string;
  roles: readonly Role[];
  locale: string;
  /** When the token ends, in milliseconds since 1970. */
  expiresAt: number;
  /** What all tokens of one log-in share; they end together at its log-out. */
  sessionId: string | null;
}

/** The token of `Authorization: Bearer <token>`, or null where there is none. */
export function bearerToken(authorization: unknown): string | null {
  if (typeof authorization !== 'string') return null;
  return /^Bearer +(\S+)$/i.exec(authorization.trim())?.[1] ?? null;
}

export class Authenticator {
  readonly #payload: Payload;

  constructor(payload: Payload) {
    this.#payload = payload;
  }

  /**
   * Checks a token in full: its signature, its end, and that its session was not logged out. It
   * never looks at cookies, so another site's page cannot act for whoever opens it.
   *
   * @returns null when the token is not, or no longer, good for anything
   */
  async authenticate(token: string): Promise<Session | null> {
    const { user } = await this.#payload.auth({
      headers: new Headers({ Authorization: `Bearer ${token}`, DisableAutologin: 'true' }),
      canSetHeaders: false,
    });
    const { exp, sid } = claimsOf(token);
    if (!user || typeof exp !== 'number') return null;
    return {
      userId: user.id,
      displayName: user.displayName,
      roles: user.roles ?? [],
      locale: user.locale ?? 'ko',
      expiresAt: exp * 1000,
      sessionId: typeof sid === 'string' ? sid : null,
      ...(await sanctionsOf(this.#payload, user.id)),
    };
  }
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
