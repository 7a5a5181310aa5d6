import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import {
  continueSession,
  endSession,
  expireSession,
  isExpired,
  renewalTime,
  expiredUserStore,
  sessionStore,
  startSession,
} from './session';

const user = { id: 'u1', email: 'sora@example.org', displayName: '소라', isGuest: false };

/** A token as the server signs it, its clock `skew` seconds ahead of ours. */
function tokenFor(seconds: number, skew = 0): string {
  const iat = Math.floor(Date.now() / 1000) + skew;
  const payload = Buffer.from(JSON.stringify({ id: 'u1', iat, exp: iat + seconds, name: '소라' }));
  return `e30.${payload.toString('base64url')}.signature`;
}

describe('session', () => {
  beforeEach(() => {
    jest.useFakeTimers({ now: new Date('2026-03-01T12:00:00Z') });
  });

  afterEach(() => {
    endSession();
    expiredUserStore.set(null);
    jest.useRealTimers();
  });

  test('is kept for the next visit', () => {
    startSession(tokenFor(7200), user);
    expect(JSON.parse(localStorage.getItem('coco.session') ?? '')).toMatchObject({ user });
    endSession();
    expect(localStorage.getItem('coco.session')).toBeNull();
    expect(sessionStore.get()).toBeNull();
  });

  test('counts the token’s life from now, whatever the clocks say', () => {
    const session = startSession(tokenFor(7200, -86_400), user);
    expect(session.expiresAt).toBe(Date.now() + 7_200_000);
    expect(isExpired(session)).toBe(false);
    expect(isExpired(session, session.expiresAt)).toBe(true);
  });

  test('is to be renewed with a quarter of its life left', () => {
    const session = startSession(tokenFor(7200), user);
    expect(renewalTime(session)).toBe(Date.now() + 5_400_000);
  });

  test('of a guest goes to its end, and not past it', () => {
    const session = startSession(tokenFor(7200), { ...user, email: null, isGuest: true });
    expect(renewalTime(session)).toBe(session.expiresAt);
  });

  test('goes on with a new token, but not where another has begun meanwhile', () => {
    const first = startSession(tokenFor(60), user);
    jest.advanceTimersByTime(1000);
    const renewed = tokenFor(60);
    continueSession(first, renewed);
    expect(sessionStore.get()?.token).toBe(renewed);

    const second = startSession(tokenFor(90), { ...user, id: 'u2' });
    continueSession(first, renewed);
    expect(sessionStore.get()).toBe(second);
    expireSession(first);
    expect(sessionStore.get()).toBe(second);
    expect(expiredUserStore.get()).toBeNull();
  });

  test('says when it ended by itself, until somebody logs in', () => {
    expireSession(startSession(tokenFor(60), user));
    expect(sessionStore.get()).toBeNull();
    expect(expiredUserStore.get()).toEqual(user);
    startSession(tokenFor(60), user);
    expect(expiredUserStore.get()).toBeNull();
  });

  test('follows a log-in and a log-out in another tab', () => {
    const stored = JSON.stringify({ ...startSession(tokenFor(60), user), token: 'other' });
    const change = (newValue: string | null) =>
      window.dispatchEvent(
        new StorageEvent('storage', { key: 'coco.session', newValue, storageArea: localStorage }),
      );
    change(stored);
    expect(sessionStore.get()?.token).toBe('other');
    change(null);
    expect(sessionStore.get()).toBeNull();
  });

  test.each([
    '{',
    '{}',
    'null',
    '"text"',
    '{"token":"a","expiresAt":1,"lifetime":1,"user":{"id":"a"}}',
  ])('takes %s in the storage for no session', (newValue) => {
    startSession(tokenFor(60), user);
    window.dispatchEvent(
      new StorageEvent('storage', { key: 'coco.session', newValue, storageArea: localStorage }),
    );
    expect(sessionStore.get()).toBeNull();
  });
});
