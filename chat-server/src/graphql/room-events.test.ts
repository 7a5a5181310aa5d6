import { expect, test } from '@jest/globals';

import type { StoredParticipant } from '../store/member-store';
import { roomEventsFor } from './room-events';

const participant = (userId: string): StoredParticipant => ({
  id: `membership of ${userId}`,
  roomId: 'room',
  userId,
  participantId: `participant ${userId}`,
  displayName: userId,
  alias: null,
  role: 'member',
  lastReadSeq: 0,
  mutedUntil: null,
  joinedAt: '2026-01-01T00:00:00.000Z',
  leftAt: null,
  bannedAt: null,
});
const [viewer, one, other] = ['viewer', 'one', 'other'].map(participant) as [
  StoredParticipant,
  StoredParticipant,
  StoredParticipant,
];

const hasBlocked = (userId: string): boolean => userId === 'blocked';

test('who writes is told but for the viewer, and only what is news to them', () => {
  const toEvent = roomEventsFor({ roomId: 'room', userId: 'viewer', hasBlocked });
  const told = [[viewer], [viewer, one], [one], [one, other], []].map((participants) =>
    toEvent({ kind: 'typing', participants }),
  );
  const typing = (...participants: StoredParticipant[]) => ({
    __typename: 'TypingChanged',
    participants,
  });
  expect(told).toEqual([null, typing(one), null, typing(one, other), typing()]);
  expect(toEvent({ kind: 'typing', participants: [participant('blocked')] })).toBeNull();
});

test('who came is told but for the viewer', () => {
  const toEvent = roomEventsFor({ roomId: 'room', userId: 'viewer', hasBlocked });
  expect(
    toEvent({ kind: 'presence', onlineCount: 3, joined: [viewer, one], left: [other] }),
  ).toEqual({ __typename: 'PresenceChanged', onlineCount: 3, joined: [one], left: [other] });
});

test('of a read marker the account stays inside', () => {
  const toEvent = roomEventsFor({ roomId: 'room', userId: 'viewer', hasBlocked });
  expect(toEvent({ kind: 'read', participantId: 'p', userId: 'account', seq: 7 })).toEqual({
    __typename: 'ReadMarkerMoved',
    participantId: 'p',
    seq: 7,
  });
});
