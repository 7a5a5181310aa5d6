import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { act, cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { chooseLocale } from '../../../app/locale';
import { announceBlocksChanged } from '../feed/blockChanges';
import { TestChat } from '../testChat';
import { BlockedList } from './BlockedList';

describe('BlockedList', () => {
  let chat: TestChat;
  let blocked: string[];

  beforeEach(() => {
    chooseLocale('en');
    chat = new TestChat();
    blocked = ['민준'];
    chat.answers.BlockedPeople = () => ({
      room: {
        __typename: 'Room',
        id: 'room',
        blockedParticipants: {
          edges: blocked.map((name) => ({
            cursor: name,
            node: { __typename: 'Participant', id: `id of ${name}`, name, role: 'MEMBER' },
          })),
          pageInfo: { hasNextPage: false, endCursor: null },
        },
      },
    });
    render(<BlockedList roomId="room" />, { wrapper: chat.Provider });
  });

  afterEach(cleanup);

  test('takes a block back of somebody who is in no other list', async () => {
    chat.answers.UnblockParticipant = () => {
      blocked = [];
      return { unblockParticipant: true };
    };
    fireEvent.click(await screen.findByRole('button', { name: 'Unblock 민준' }));
    await waitFor(() => expect(screen.queryByText('민준')).toBeNull());
    expect(chat.askedFor('UnblockParticipant')).toEqual([
      { roomId: 'room', participantId: 'id of 민준' },
    ]);
  });

  test('shows whom the viewer blocks meanwhile, and says what went wrong', async () => {
    await screen.findByText('민준');
    blocked = ['민준', '서연'];
    act(announceBlocksChanged);
    expect(await screen.findByText('서연')).toBeTruthy();
    chat.refuse('UnblockParticipant', 'UNAVAILABLE');
    fireEvent.click(screen.getByRole('button', { name: 'Unblock 서연' }));
    await waitFor(() => expect(screen.getByRole('alert').textContent).not.toBe(''));
    expect(screen.getByText('서연')).toBeTruthy();
  });
});
