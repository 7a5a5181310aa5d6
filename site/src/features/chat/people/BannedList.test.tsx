import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { chooseLocale } from '../../../app/locale';
import { TestChat } from '../testChat';
import { BannedList } from './BannedList';

describe('BannedList', () => {
  let chat: TestChat;
  let banned: string[];

  beforeEach(() => {
    chooseLocale('en');
    chat = new TestChat();
    banned = ['민준', '서연'];
    chat.answers.BannedPeople = () => ({
      room: {
        __typename: 'Room',
        id: 'room',
        bannedParticipants: {
          edges: banned.map((name) => ({
            cursor: name,
            node: { __typename: 'Participant', id: `id of ${name}`, name, role: 'MEMBER' },
          })),
          pageInfo: { hasNextPage: false, endCursor: null },
        },
      },
    });
  });

  afterEach(cleanup);

  test('lets somebody come back, and shows who is left', async () => {
    chat.answers.UnbanParticipant = () => {
      banned = ['서연'];
      return { unbanParticipant: true };
    };
    render(<BannedList roomId="room" />, { wrapper: chat.Provider });
    fireEvent.click(await screen.findByRole('button', { name: 'Lift the ban on 민준' }));
    await waitFor(() => expect(screen.queryByText('민준')).toBeNull());
    expect(screen.getByText('서연')).toBeTruthy();
    expect(chat.askedFor('UnbanParticipant')).toEqual([
      { roomId: 'room', participantId: 'id of 민준' },
    ]);
  });

  test('shows nothing where nobody is banned', async () => {
    banned = [];
    const { container } = render(<BannedList roomId="room" />, { wrapper: chat.Provider });
    await waitFor(() => expect(chat.askedFor('BannedPeople')).toHaveLength(1));
    expect(container.textContent).toBe('');
  });
});
