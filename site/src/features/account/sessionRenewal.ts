import { cmsRequest } from '../../api/cmsRequest';
import { CmsError } from '../../api/cmsError';
import { RefreshSessionDocument } from '../../apollo/generated/cms';
import {
  continueSession,
  expireSession,
  isExpired,
  renewalTime,
  sessionStore,
  type Session,
} from './session';

/**
 * - `renewed`: the session goes on, maybe because another tab had renewed it already
 * - `ended`: the server refused; nobody is logged in any more
 * - `unreachable`: nobody knows; the old token stands as long as it lasts
 */
export type Renewal = 'renewed' | 'ended' | 'unreachable';

let underWay: Promise<Renewal> | undefined;

/** Exchanges the session's token for a new one; callers at the same time share one request. */
export function renewSession(): Promise<Renewal> {
  underWay ??= renew().finally(() => {
    underWay = undefined;
  });
  return underWay;
}

/**
 * For a request that brings the session's next token itself, and ends the present one: whoever needs a token
 * meanwhile waits for that one.
 */
export function renewBy(request: Promise<void>): Promise<void> {
  underWay = request
    .then(
      (): Renewal => 'renewed',
      (): Renewal => 'unreachable',
    )
    .finally(() => {
      underWay = undefined;
    });
  return request;
}

async function renew(): Promise<Renewal> {
  const session = sessionStore.get();
  if (!session) return 'ended';
  try {
    const answer = await cmsRequest(RefreshSessionDocument, {}, session.token);
    const token = answer.refreshTokenUser?.refreshedToken;
    if (!token) return expire(session);
    continueSession(session, token);
    return 'renewed';
  } catch (error) {
    const isRefused = error instanceof CmsError && error.kind === 'refused';
    return isRefused || isExpired(session) ? expire(session) : 'unreachable';
  }
}

function expire(session: Session): Renewal {
  expireSession(session);
  return sessionStore.get() ? 'renewed' : 'ended';
}

/**
 * The token to send now, renewed first where it is about to end; undefined when nobody is logged in.
 * Never fails: what the server makes of the token is for the request itself to find out.
 */
export async function currentToken(): Promise<string | undefined> {
  const session = sessionStore.get();
  if (session && renewalTime(session) <= Date.now()) await renewSession();
  return sessionStore.get()?.token;
}

// setTimeout takes no more than 2^31 - 1 ms.
const longestTimer = 2 ** 31 - 1;
const retryAfterMs = 30_000;

/** Renews the session in time for as long as the page is open. */
export function keepSessionAlive(): void {
  let timer: ReturnType<typeof setTimeout> | undefined;

  const schedule = (least = 0) => {
    clearTimeout(timer);
    const session = sessionStore.get();
    if (!session) return;
    const wait = Math.max(renewalTime(session) - Date.now(), least);
    timer = setTimeout(() => void renewWhenDue(), Math.min(wait, longestTimer));
  };

  const renewWhenDue = async () => {
    const session = sessionStore.get();
    if (!session || renewalTime(session) > Date.now()) return schedule();
    if ((await renewSession()) === 'unreachable') schedule(retryAfterMs);
  };

  sessionStore.subscribe(() => schedule());
  // A timer of a device that slept fires late; coming back to the page is the time to look.
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') void renewWhenDue();
  });
  window.addEventListener('online', () => void renewWhenDue());
  schedule();
}
