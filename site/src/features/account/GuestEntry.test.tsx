import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { Router } from 'wouter';
import { memoryLocation } from 'wouter/memory-location';
import { chooseLocale } from '../../app/locale';
import { GuestEntry } from './GuestEntry';
import { endSession, sessionStore } from './session';

const token = `e30.${Buffer.from('{"iat":1,"exp":604801}').toString('base64url')}.x`;
const realFetch = globalThis.fetch;

describe('GuestEntry', () => {
  const onEnter = jest.fn();
  let sent: unknown[];
  let answer: object;

  beforeEach(() => {
    chooseLocale('en');
    onEnter.mockClear();
    sent = [];
    const user = { id: 'g1', displayName: 'Guest 4821', email: null, locale: 'en' };
    const guestUntil = '2026-03-08T12:00:00Z';
    answer = { data: { createGuest: { token, user: { ...user, guestUntil } } } };
    globalThis.fetch = async (_url, init) => {
      sent.push((JSON.parse(init?.body as string) as { variables: unknown }).variables);
      return { json: async () => answer } as Response;
    };
    render(
      <Router hook={memoryLocation({ path: '/rooms/lounge' }).hook}>
        <GuestEntry onEnter={onEnter} />
      </Router>,
    );
  });

  afterEach(() => {
    cleanup();
    endSession();
    globalThis.fetch = realFetch;
  });

  const enter = () => fireEvent.click(screen.getByRole('button', { name: 'Continue as a guest' }));

  test('lets in by one click', async () => {
    enter();
    await waitFor(() => expect(sessionStore.get()?.user.isGuest).toBe(true));
    expect(onEnter).toHaveBeenCalledTimes(1);
    expect(sent).toEqual([{ displayName: null }]);
  });

  test('takes a name along', async () => {
    fireEvent.change(screen.getByRole('textbox'), { target: { value: ' 소라 ' } });
    enter();
    await waitFor(() => expect(sessionStore.get()).not.toBeNull());
    expect(sent).toEqual([{ displayName: '소라' }]);
  });

  test('says when there were too many', async () => {
    answer = {
      data: null,
      errors: [
        {
          message: 'Too many guests came from here.',
          extensions: { statusCode: 429, data: { code: 'RATE_LIMITED', retryAfterMs: 600_000 } },
        },
      ],
    };
    enter();
    expect(await screen.findByText(/Try again in 10 minutes/)).toBeTruthy();
    expect(sessionStore.get()).toBeNull();
  });

  test('comes back to the room from the other ways in', () => {
    const link = screen.getByRole('link', { name: 'Log in' });
    expect(link.getAttribute('href')).toBe('/login?next=%2Frooms%2Flounge');
  });
});
