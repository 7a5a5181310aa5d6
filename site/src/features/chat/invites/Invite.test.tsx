import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { act, cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { Router } from 'wouter';
import { memoryLocation } from 'wouter/memory-location';
import { chooseLocale } from '../../../app/locale';
import { endSession, startSession } from '../../account/session';
import { TestChat } from '../testChat';
import { testRoom } from '../timeline/testMessages';
import { Invite } from './Invite';

const token = `e30.${Buffer.from('{"iat":1,"exp":7201}').toString('base64url')}.x`;

describe('Invite', () => {
  let chat: TestChat;
  let history: string[];

  beforeEach(() => {
    chooseLocale('en');
    chat = new TestChat();
    const location = memoryLocation({ path: '/invite/abc', record: true });
    history = location.history;
    render(
      <Router hook={location.hook}>
        <Invite code="abc" />
      </Router>,
      { wrapper: chat.Provider },
    );
  });

  afterEach(() => {
    cleanup();
    endSession();
  });

  const enter = () =>
    act(() => {
      startSession(token, { id: 'u1', displayName: '소라', email: null, isGuest: true });
    });
  const accept = () => fireEvent.click(screen.getByRole('button', { name: 'Join the room' }));

  test('asks who somebody is before anything happens', () => {
    expect(screen.getByRole('button', { name: 'Continue as a guest' })).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Join the room' })).toBeNull();
    const logIn = screen.getByRole('link', { name: 'Log in' });
    expect(logIn.getAttribute('href')).toBe('/login?next=%2Finvite%2Fabc');
    enter();
    expect(screen.getByText('You are here as 소라.')).toBeTruthy();
    expect(chat.asked).toEqual([]);
  });

  test('joins, and goes to the room in its own place', async () => {
    enter();
    chat.answers.AcceptInvite = () => ({
      acceptInvite: {
        ...testRoom,
        __typename: 'Room',
        lastSeq: 0,
        editWindowSeconds: null,
        deleteWindowSeconds: null,
        membership: null,
      },
    });
    accept();
    await waitFor(() => expect(history).toEqual(['/rooms/lounge']));
    expect(chat.askedFor('AcceptInvite')).toEqual([{ code: 'abc' }]);
  });

  test.each([
    ['NOT_FOUND', /This invite has ended/],
    ['CONFLICT', /This invite has ended/],
    ['FORBIDDEN', /You cannot join this room/],
  ])('explains %s, with a way out', async (code, said) => {
    enter();
    chat.refuse('AcceptInvite', code);
    accept();
    expect(await screen.findByRole('heading', { name: said })).toBeTruthy();
    expect(screen.getByRole('link', { name: 'To the rooms' })).toBeTruthy();
  });

  test('lets people try again where it may work later', async () => {
    enter();
    chat.refuse('AcceptInvite', 'RATE_LIMITED', { retryAfterMs: 5000 });
    accept();
    await waitFor(() => expect(screen.getByRole('alert').textContent).toMatch(/in 5 seconds/));
    expect(screen.getByRole('button', { name: 'Join the room' })).toBeTruthy();
  });
});
