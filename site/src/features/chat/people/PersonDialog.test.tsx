import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import type { PersonFragment, RoomQuery } from '../../../apollo/generated/chat';
import { chooseLocale } from '../../../app/locale';
import { TestChat } from '../testChat';
import { testRoom } from '../timeline/testMessages';
import { PersonDialog } from './PersonDialog';
import { standingOf } from './powers';

const room = { ...testRoom, membership: null } as unknown as NonNullable<RoomQuery['room']>;
const person = {
  id: 'p2',
  name: '민준',
  role: 'MEMBER',
  isOnline: true,
  isBlocked: false,
} as PersonFragment;
const target = { roomId: 'room', participantId: 'p2' };

describe('PersonDialog', () => {
  const onClose = jest.fn();
  let chat: TestChat;

  beforeEach(() => {
    chooseLocale('en');
    onClose.mockClear();
    chat = new TestChat();
  });

  afterEach(cleanup);

  const open = (role: 'OWNER' | 'MODERATOR' | 'MEMBER', whom = person) =>
    render(
      <PersonDialog room={room} person={whom} standing={standingOf(role)} onClose={onClose} />,
      { wrapper: chat.Provider },
    );
  const click = (name: string) => fireEvent.click(screen.getByRole('button', { name }));
  const names = () => screen.getAllByRole('button').map(({ textContent }) => textContent);

  test('offers a member to block and to report, and nothing else', () => {
    open('MEMBER');
    expect(names()).toEqual(['', 'Block', 'Report']);
  });

  test('blocks, and says so', async () => {
    chat.answers.BlockParticipant = () => ({ blockParticipant: true });
    open('MEMBER');
    click('Block');
    expect(await screen.findByText('You no longer see what 민준 writes.')).toBeTruthy();
    expect(chat.askedFor('BlockParticipant')).toEqual([target]);
  });

  test('takes a block back', async () => {
    chat.answers.UnblockParticipant = () => ({ unblockParticipant: true });
    open('MEMBER', { ...person, isBlocked: true });
    click('Unblock');
    expect(await screen.findByText('You see what 민준 writes again.')).toBeTruthy();
    expect(chat.askedFor('UnblockParticipant')).toEqual([target]);
  });

  test('mutes for as long as was chosen', async () => {
    chat.answers.MuteParticipant = () => ({ muteParticipant: true });
    open('MODERATOR');
    const before = Date.now();
    click('1 hour');
    expect(await screen.findByText('민준 cannot write for now.')).toBeTruthy();
    const [{ until }] = chat.askedFor('MuteParticipant') as [{ until: string }];
    const minutes = (Date.parse(until) - before) / 60_000;
    expect(minutes).toBeGreaterThanOrEqual(60);
    expect(minutes).toBeLessThan(61);
  });

  test('bans only after asking, with the reason', async () => {
    chat.answers.BanParticipant = () => ({ banParticipant: true });
    open('MODERATOR');
    click('Ban from this room');
    expect(chat.asked).toEqual([]);
    fireEvent.change(screen.getByRole('textbox'), { target: { value: 'spam' } });
    click('Ban');
    await waitFor(() => expect(onClose).toHaveBeenCalledTimes(1));
    expect(chat.askedFor('BanParticipant')).toEqual([{ ...target, reason: 'spam' }]);
  });

  test('hands the room over only after asking', async () => {
    chat.answers.SetMembershipRole = () => ({
      setMembershipRole: { ...person, __typename: 'Participant', role: 'OWNER' },
    });
    open('OWNER');
    click('Hand the room over');
    expect(chat.asked).toEqual([]);
    click('Hand over');
    await waitFor(() => expect(onClose).toHaveBeenCalledTimes(1));
    expect(chat.askedFor('SetMembershipRole')).toEqual([{ ...target, role: 'OWNER' }]);
  });

  test('says what the server refuses', async () => {
    chat.refuse('MuteParticipant', 'FORBIDDEN');
    open('MODERATOR');
    click('10 minutes');
    await waitFor(() =>
      expect(screen.getByRole('alert').textContent).toBe('You are not allowed to do this here.'),
    );
  });

  test('says why a guest does not get the room', async () => {
    chat.refuse('SetMembershipRole', 'FORBIDDEN', { field: 'participantId' });
    open('OWNER');
    click('Hand the room over');
    click('Hand over');
    expect(await screen.findByText(/^A guest cannot own a room/)).toBeTruthy();
  });
});
