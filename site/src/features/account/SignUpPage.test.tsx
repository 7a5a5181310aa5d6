import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { act, cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { Router } from 'wouter';
import { memoryLocation } from 'wouter/memory-location';
import { chooseLocale } from '../../app/locale';
import { endSession, sessionStore, startSession } from './session';
import SignUpPage from './SignUpPage';

interface GraphQLRequest {
  query: string;
  variables: Record<string, unknown>;
}

const token = `e30.${Buffer.from('{"iat":1,"exp":7201}').toString('base64url')}.x`;
const realFetch = globalThis.fetch;

describe('SignUpPage', () => {
  let requests: GraphQLRequest[];
  let answers: object[];
  let history: string[];

  beforeEach(() => {
    chooseLocale('en');
    requests = [];
    answers = [];
    globalThis.fetch = async (_url, init) => {
      requests.push(JSON.parse(init?.body as string) as GraphQLRequest);
      return { json: async () => answers.shift() } as Response;
    };
    const location = memoryLocation({
      path: '/signup',
      searchPath: 'next=/rooms/lounge',
      record: true,
    });
    history = location.history;
    render(
      <Router hook={location.hook} searchHook={location.searchHook}>
        <SignUpPage />
      </Router>,
    );
  });

  afterEach(() => {
    cleanup();
    endSession();
    globalThis.fetch = realFetch;
  });

  const fill = (values: Record<string, string>) => {
    for (const [label, value] of Object.entries(values)) {
      fireEvent.change(screen.getByLabelText(label), { target: { value } });
    }
  };
  const submit = () => fireEvent.submit(screen.getByRole('button').closest('form')!);
  const whole = { Name: '소라', 'E-mail address': ' sora@example.org ', Password: 'long enough' };

  const refusal = (message: string, extensions: object) => ({
    data: { createUser: null },
    errors: [{ message, extensions }],
  });

  test('says by each field what is missing, and sends nothing', () => {
    fill({ Name: ' ', 'E-mail address': 'sora', Password: 'short' });
    submit();
    for (const label of ['Name', 'E-mail address', 'Password']) {
      const input = screen.getByLabelText(label);
      expect(input.getAttribute('aria-invalid')).toBe('true');
      expect(document.getElementById(input.getAttribute('aria-describedby')!)).toBeTruthy();
    }
    expect(document.activeElement).toBe(screen.getByLabelText('Name'));
    expect(requests).toEqual([]);
  });

  test('makes the account, logs in, and goes where the visitor came from', async () => {
    answers = [
      { data: { createUser: { id: 'u1' } } },
      {
        data: {
          loginUser: {
            token,
            exp: 1,
            user: { id: 'u1', displayName: '소라', email: null, locale: 'en', guestUntil: null },
          },
        },
      },
    ];
    fill(whole);
    submit();
    await waitFor(() => expect(history.at(-1)).toBe('/rooms/lounge'));
    expect(requests[0]?.variables).toEqual({
      data: {
        displayName: '소라',
        email: 'sora@example.org',
        password: 'long enough',
        locale: 'en',
      },
    });
    expect(sessionStore.get()).toMatchObject({ token, user: { id: 'u1', displayName: '소라' } });
  });

  test('shows the server’s refusal by the field it concerns', async () => {
    answers = [
      refusal('The following field is invalid: email', {
        statusCode: 400,
        data: { errors: [{ path: 'email', message: 'Already registered.' }] },
      }),
    ];
    fill(whole);
    submit();
    expect(await screen.findByText('Already registered.')).toBeTruthy();
    expect(document.activeElement).toBe(screen.getByLabelText('E-mail address'));
    expect(screen.getByRole('alert').textContent).toBe('');
  });

  test('shows a refusal of the whole, in the server’s words', async () => {
    answers = [refusal('Sign-up opens once there is an admin.', { statusCode: 403 })];
    fill(whole);
    submit();
    await waitFor(() =>
      expect(screen.getByRole('alert').textContent).toBe('Sign-up opens once there is an admin.'),
    );
  });

  test('says when nobody answers, and keeps what was typed', async () => {
    globalThis.fetch = async () => Promise.reject(new TypeError('Failed to fetch'));
    fill(whole);
    submit();
    await waitFor(() => expect(screen.getByRole('alert').textContent).toMatch(/cannot be reached/));
    expect(screen.getByLabelText<HTMLInputElement>('Password').value).toBe('long enough');
    expect(sessionStore.get()).toBeNull();
  });

  test('makes an account of the guest who is here, who stays the same person', async () => {
    act(() => {
      startSession(token, { id: 'g1', displayName: '지나가던 사람', email: null, isGuest: true });
    });
    expect(screen.getByLabelText<HTMLInputElement>('Name').value).toBe('지나가던 사람');
    const user = { ...{ id: 'g1', displayName: '소라', email: 'sora@example.org' }, locale: 'en' };
    answers = [
      { data: { registerGuest: { token: `${token}2`, user: { ...user, guestUntil: null } } } },
    ];
    fill(whole);
    submit();
    await waitFor(() => expect(history.at(-1)).toBe('/rooms/lounge'));
    expect(requests[0]?.query).toContain('registerGuest');
    expect(requests[0]?.variables).toEqual({
      displayName: '소라',
      email: 'sora@example.org',
      password: 'long enough',
    });
    expect(sessionStore.get()).toMatchObject({
      token: `${token}2`,
      user: { id: 'g1', displayName: '소라', isGuest: false },
    });
  });
});
