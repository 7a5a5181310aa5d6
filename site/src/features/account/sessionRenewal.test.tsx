import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { endSession, expiredUserStore, sessionStore, startSession } from './session';
import { currentToken, keepSessionAlive, renewBy, renewSession } from './sessionRenewal';

const user = { id: 'u1', email: 'sora@example.org', displayName: '소라', isGuest: false };
const realFetch = globalThis.fetch;
let issued = 0;

function issueToken(seconds: number): string {
  issued += 1;
  const iat = Math.floor(Date.now() / 1000);
  const payload = Buffer.from(JSON.stringify({ iat, exp: iat + seconds, issued }));
  return `e30.${payload.toString('base64url')}.x`;
}

describe('session renewal', () => {
  let sent: (string | null)[];
  let answer: () => object;

  const renewedFor = (seconds: number) => () => ({
    data: { refreshTokenUser: { refreshedToken: issueToken(seconds), exp: 1 } },
  });
  const refused = () => ({
    data: { refreshTokenUser: null },
    errors: [{ message: 'No.', extensions: { statusCode: 403 } }],
  });
  const unreachable = (): never => {
    throw new TypeError('Failed to fetch');
  };

  beforeEach(() => {
    jest.useFakeTimers();
    sent = [];
    globalThis.fetch = async (_url, init) => {
      sent.push(new Headers(init?.headers).get('authorization'));
      const body = answer();
      return { json: async () => body } as Response;
    };
  });

  afterEach(() => {
    endSession();
    jest.useRealTimers();
    globalThis.fetch = realFetch;
  });

  test('goes on with the new token', async () => {
    answer = renewedFor(100);
    const { token } = startSession(issueToken(100), user);
    await expect(renewSession()).resolves.toBe('renewed');
    expect(sent).toEqual([`Bearer ${token}`]);
    expect(sessionStore.get()).toMatchObject({ user });
    expect(sessionStore.get()?.token).not.toBe(token);
  });

  test('asks once for all who want it at the same time', async () => {
    answer = renewedFor(100);
    startSession(issueToken(100), user);
    await Promise.all([renewSession(), renewSession(), renewSession()]);
    expect(sent).toHaveLength(1);
  });

  test('ends the session when refused', async () => {
    answer = refused;
    startSession(issueToken(100), user);
    await expect(renewSession()).resolves.toBe('ended');
    expect(sessionStore.get()).toBeNull();
    expect(expiredUserStore.get()).toEqual(user);
  });

  test('keeps the token while nobody answers, as long as it lasts', async () => {
    answer = unreachable;
    startSession(issueToken(100), user);
    await expect(renewSession()).resolves.toBe('unreachable');
    expect(sessionStore.get()).not.toBeNull();
    jest.advanceTimersByTime(100_000);
    await expect(renewSession()).resolves.toBe('ended');
  });

  test('renews before a request where the token is about to end', async () => {
    answer = renewedFor(100);
    const { token } = startSession(issueToken(100), user);
    await expect(currentToken()).resolves.toBe(token);
    jest.advanceTimersByTime(80_000);
    await expect(currentToken()).resolves.not.toBe(token);
    endSession();
    await expect(currentToken()).resolves.toBeUndefined();
  });

  test('renews in time for as long as the page is open, also after failures', async () => {
    answer = renewedFor(1000);
    keepSessionAlive();
    startSession(issueToken(1000), user);
    await jest.advanceTimersByTimeAsync(749_000);
    expect(sent).toHaveLength(0);
    await jest.advanceTimersByTimeAsync(2000);
    expect(sent).toHaveLength(1);

    answer = unreachable;
    await jest.advanceTimersByTimeAsync(760_000);
    expect(sent).toHaveLength(2);
    answer = renewedFor(1000);
    await jest.advanceTimersByTimeAsync(31_000);
    expect(sent).toHaveLength(3);
    expect(sessionStore.get()).not.toBeNull();
  });

  test('waits for a request that brings the next token itself', async () => {
    answer = refused;
    startSession(issueToken(100), user);
    let finish = () => {};
    const registration = renewBy(
      new Promise((resolve) => {
        finish = resolve;
      }),
    );
    const renewal = renewSession();
    const next = startSession(issueToken(100), user);
    finish();
    await registration;
    await expect(renewal).resolves.toBe('renewed');
    expect(sent).toEqual([]);
    expect(sessionStore.get()).toBe(next);
  });

  test('ends a guest’s session when it is over', async () => {
    answer = refused;
    const guest = { ...user, email: null, isGuest: true };
    startSession(issueToken(100), guest);
    jest.advanceTimersByTime(99_000);
    await expect(currentToken()).resolves.toBeDefined();
    expect(sent).toEqual([]);
    jest.advanceTimersByTime(2000);
    await expect(currentToken()).resolves.toBeUndefined();
    expect(expiredUserStore.get()).toEqual(guest);
  });
});
