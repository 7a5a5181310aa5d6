import { beforeEach, expect, test } from '@jest/globals';
import { createChatCache } from '../../../apollo/chatCache';
import { RoomDocument, type RoomQuery } from '../../../apollo/generated/chat';
import { rememberStanding } from './rememberStanding';

const query = { query: RoomDocument, variables: { slug: 'lobby' } };
const participant = { __typename: 'Participant', id: 'me', name: '하늘', role: 'MEMBER' };
const membership = {
  ...{ __typename: 'Membership', role: 'MEMBER', participant },
  ...{ lastReadSeq: 3, mutedUntil: null },
};
const room = {
  ...{ __typename: 'Room', id: 'room', slug: 'lobby', title: '로비', topic: null, kind: 'PUBLIC' },
  ...{ identityMode: 'REAL', isArchived: false, slowModeSeconds: 0, memberCount: 2 },
  ...{ onlineCount: 1, lastSeq: 3, editWindowSeconds: null, deleteWindowSeconds: null },
};

let cache: ReturnType<typeof createChatCache>;
const hold = (own: typeof membership | null) =>
  cache.writeQuery({
    ...query,
    data: { room: { ...room, membership: own } } as unknown as RoomQuery,
  });
const held = () => cache.readQuery(query)?.room;

beforeEach(() => {
  cache = createChatCache();
});

test('a room that is on the screen shows the mute and the new role, and keeps all else', () => {
  hold(membership);
  const mutedUntil = '2999-01-01T00:00:00.000Z';
  rememberStanding(cache, 'room', { role: 'MODERATOR', mutedUntil });
  expect(held()?.membership).toEqual({ ...membership, role: 'MODERATOR', mutedUntil });
  rememberStanding(cache, 'room', { role: 'MEMBER', mutedUntil: null });
  expect(held()?.membership).toEqual(membership);
});

test('a room that was looked at before it was joined, or never, stays as it is', () => {
  rememberStanding(cache, 'room', { role: 'MEMBER', mutedUntil: null });
  hold(null);
  rememberStanding(cache, 'room', { role: 'MEMBER', mutedUntil: null });
  expect(held()).toMatchObject({ id: 'room', membership: null });
});
