import type { Role } from '@coco-chat/collections';
import type { Payload } from 'payload';

/** A signed-in account, as far as the chat needs to know it. */
export interface Session {
  userId: string;
  displayName: string;
  roles: readonly Role[];
  locale: string;
  /** When the token ends, in milliseconds since 1970. */
  expiresAt: number;
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
    const expiresAt = endOf(token);
    if (!user || expiresAt === null) return null;
    const account = user;
    return {
      userId: account.id,
      displayName: account.displayName,
      roles: account.roles ?? [],
      locale: account.locale ?? 'ko',
      expiresAt,
    };
  }
}

/** The `exp` of a JWT whose signature has been checked already (RFC 7519, section 4.1.4). */
function endOf(token: string): number | null {
  const [, claims = ''] = token.split('.');
  try {
    const { exp } = JSON.parse(Buffer.from(claims, 'base64url').toString()) as { exp?: unknown };
    return typeof exp === 'number' ? exp * 1000 : null;
  } catch {
    return null;
  }
}
