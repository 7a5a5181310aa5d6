import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { Router } from 'wouter';
import { memoryLocation } from 'wouter/memory-location';
import { chooseLocale } from '../../../app/locale';
import { TestChat } from '../testChat';
import { testRoom } from '../timeline/testMessages';
import { CreateRoomDialog } from './CreateRoomDialog';

describe('CreateRoomDialog', () => {
  const onClose = jest.fn();
  let chat: TestChat;
  let history: string[];

  beforeEach(() => {
    chooseLocale('en');
    onClose.mockClear();
    chat = new TestChat();
    const location = memoryLocation({ path: '/rooms', record: true });
    history = location.history;
    render(
      <Router hook={location.hook}>
        <CreateRoomDialog onClose={onClose} />
      </Router>,
      { wrapper: chat.Provider },
    );
  });

  afterEach(cleanup);

  const submit = () => fireEvent.click(screen.getByRole('button', { name: 'Open the room' }));

  test('asks for a title, with the keyboard in its field', () => {
    submit();
    const title = screen.getByLabelText('Title');
    expect(title.getAttribute('aria-invalid')).toBe('true');
    expect(document.activeElement).toBe(title);
    expect(chat.asked).toEqual([]);
  });

  test('opens a room as it was chosen, and goes there', async () => {
    chat.answers.CreateRoom = () => ({
      createRoom: {
        ...testRoom,
        __typename: 'Room',
        slug: 'night owls',
        lastSeq: 0,
        editWindowSeconds: null,
        deleteWindowSeconds: null,
        membership: {
          __typename: 'Membership',
          role: 'OWNER',
          lastReadSeq: 0,
          mutedUntil: null,
          participant: { __typename: 'Participant', id: 'p1', name: '소라', role: 'OWNER' },
        },
      },
    });
    fireEvent.change(screen.getByLabelText('Title'), { target: { value: ' Night owls ' } });
    fireEvent.click(screen.getByLabelText(/Whoever is invited/));
    fireEvent.click(screen.getByLabelText(/Anonymously/));
    submit();
    await waitFor(() => expect(history.at(-1)).toBe('/rooms/night%20owls'));
    expect(chat.askedFor('CreateRoom')).toEqual([
      { input: { title: 'Night owls', topic: null, kind: 'PRIVATE', identityMode: 'ANONYMOUS' } },
    ]);
    expect(onClose).toHaveBeenCalledTimes(1);
  });

  test('says when to try again', async () => {
    chat.refuse('CreateRoom', 'RATE_LIMITED', { retryAfterMs: 3_600_000 });
    fireEvent.change(screen.getByLabelText('Title'), { target: { value: 'One more' } });
    submit();
    await waitFor(() => expect(screen.getByRole('alert').textContent).toMatch(/in 60 minutes/));
    expect(onClose).not.toHaveBeenCalled();
  });
});
