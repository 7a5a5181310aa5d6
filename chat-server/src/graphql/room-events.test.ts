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
  const toEvents = roomEventsFor({ roomId: 'room', userId: 'viewer', hasBlocked });
  const told = [[viewer], [viewer, one], [one], [one, other], []].map((participants) =>
    toEvents([{ kind: 'typing', participants }]),
  );
  const typing = (...participants: StoredParticipant[]) => [
    { __typename: 'TypingChanged', participants },
  ];
  expect(told).toEqual([null, typing(one), null, typing(one, other), typing()]);
  expect(toEvents([{ kind: 'typing', participants: [participant('blocked')] }])).toBeNull();
});

test('who came is told but for the viewer', () => {
  const toEvents = roomEventsFor({ roomId: 'room', userId: 'viewer', hasBlocked });
  expect(
    toEvents([{ kind: 'presence', onlineCount: 3, joined: [viewer, one], left: [other] }]),
  ).toEqual([{ __typename: 'PresenceChanged', onlineCount: 3, joined: [one], left: [other] }]);
});

test('of a read marker the account stays inside', () => {
  const toEvents = roomEventsFor({ roomId: 'room', userId: 'viewer', hasBlocked });
  expect(toEvents([{ kind: 'read', participantId: 'p', userId: 'account', seq: 7 }])).toEqual([
    { __typename: 'ReadMarkerMoved', participantId: 'p', seq: 7 },
  ]);
});

type ToEvents = ReturnType<typeof roomEventsFor>;

test('those who are told the same get the same objects', () => {
  const [one, other, writing] = ['one', 'other', 'writing'].map((userId) =>
    roomEventsFor({ roomId: 'room', userId, hasBlocked }),
  ) as [ToEvents, ToEvents, ToEvents];
  const changes = [{ kind: 'room', revision: 7 }] as const;
  expect(one(changes)).toBe(other(changes));
  const signal = [
    { kind: 'typing', participants: [participant('writing'), participant('another')] },
  ] as const;
  expect(one(signal)).toBe(other([...signal]));
  expect(writing(signal)).not.toEqual(one(signal));
});
