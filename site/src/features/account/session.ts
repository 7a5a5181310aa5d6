import { storage } from '../../app/storage';
import { createStore } from '../../app/store';

export interface SessionUser {
  readonly id: string;
  /** A guest has none. */
  readonly email: string | null;
  readonly displayName: string;
  /** An account without a way to log in: it ends with its token. */
  readonly isGuest: boolean;
}

export interface Session {
  readonly token: string;
  /** By this device's clock, which may be wrong; in milliseconds since 1970. */
  readonly expiresAt: number;
  /** How long the token is good for from its beginning, in milliseconds. */
  readonly lifetime: number;
  readonly user: SessionUser;
}

const storageKey = 'coco.session';

const stored = readSession(storage.read(storageKey));

/** The account that is logged in on this device, or null. The same in every tab. */
export const sessionStore = createStore<Session | null>(
  stored && !isExpired(stored) ? stored : null,
);

/**
 * Whose session has ended by itself, until somebody logs in or has read so. A guest is told at the next visit
 * as well: nobody comes back as the same guest.
 */
export const expiredUserStore = createStore<SessionUser | null>(
  stored?.user.isGuest && isExpired(stored) ? stored.user : null,
);

if (expiredUserStore.get()) storage.write(storageKey, null);

storage.watch(storageKey, (written) => {
  const session = readSession(written);
  sessionStore.set(session && !isExpired(session) ? session : null);
});

export function startSession(token: string, user: SessionUser): Session {
  const session = { ...validity(token), token, user };
  keep(session);
  expiredUserStore.set(null);
  return session;
}

/** The same session goes on with a new token, unless it has ended meanwhile or another has begun. */
export function continueSession(previous: Session, token: string): void {
  if (sessionStore.get()?.token !== previous.token) return;
  keep({ ...previous, ...validity(token), token });
}

export function endSession(): void {
  keep(null);
}

/** What `endSession` does, for a session that ended without its owner asking for it. */
export function expireSession(expired: Session): void {
  if (sessionStore.get()?.token !== expired.token) return;
  keep(null);
  expiredUserStore.set(expired.user);
}

export function isExpired(session: Session, now = Date.now()): boolean {
  return session.expiresAt <= now;
}

/**
 * When to ask for the next token: with a quarter of its life left; of a guest, whom no token takes further than
 * the first, at its end. In milliseconds since 1970.
 */
export function renewalTime({ expiresAt, lifetime, user }: Session): number {
  return user.isGuest ? expiresAt : expiresAt - lifetime / 4;
}

function keep(session: Session | null): void {
  storage.write(storageKey, session && JSON.stringify(session));
  sessionStore.set(session);
}

/**
 * How long a token holds, counted from now: the times it carries are the server's, and a device whose clock
 * is wrong must not take a new token for an old one.
 */
function validity(token: string): Pick<Session, 'expiresAt' | 'lifetime'> {
  const [, payload = ''] = token.split('.');
  const { iat, exp } = JSON.parse(decodeBase64Url(payload)) as { iat: number; exp: number };
  const lifetime = (exp - iat) * 1000;
  return { lifetime, expiresAt: Date.now() + lifetime };
}

function decodeBase64Url(text: string): string {
  const bytes = Uint8Array.from(atob(text.replace(/-/g, '+').replace(/_/g, '/')), (char) =>
    char.charCodeAt(0),
  );
  return new TextDecoder().decode(bytes);
}

/** A session as it was stored, which may have ended since. */
function readSession(written: string | null): Session | null {
  if (written === null) return null;
  try {
    const session = JSON.parse(written) as Partial<Session> | null;
    if (!session?.token || !session.expiresAt || !session.lifetime || !session.user?.id)
      return null;
    return session as Session;
  } catch {
    return null;
  }
}
