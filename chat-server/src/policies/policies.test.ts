import { describe, expect, test } from '@jest/globals';

import type { StoredMembership } from '../store/member-store';
import { assertMayJoin } from './assert-may-join';
import { assertMayPost } from './assert-may-post';
import { maySeeRoom } from './may-see-room';

const now = Date.parse('2026-05-01T12:00:00.000Z');
const member: StoredMembership = {
  id: 'membership',
  roomId: 'room',
  userId: 'account',
  participantId: 'participant',
  alias: null,
  role: 'member',
  lastReadSeq: 0,
  mutedUntil: null,
  joinedAt: '2026-01-01T00:00:00.000Z',
  leftAt: null,
  bannedAt: null,
};

describe('seeing a room', () => {
  test.each([
    ['public', null, true],
    ['public', member, true],
    ['private', null, false],
    ['private', member, true],
    ['random', null, false],
    ['random', member, true],
  ] as const)('%s, member %p: %p', (kind, membership, expected) => {
    expect(maySeeRoom({ kind }, membership)).toBe(expected);
  });
});

describe('joining a room', () => {
  test.each([
    ['public', false, null],
    ['public', true, 'FORBIDDEN'],
    ['private', false, 'FORBIDDEN'],
    ['random', false, 'FORBIDDEN'],
  ] as const)('%s, archived %p: %p', (kind, isArchived, code) => {
    const join = (): void => assertMayJoin({ kind, isArchived });
    if (code === null) expect(join).not.toThrow();
    else expect(join).toThrow(expect.objectContaining({ code }));
  });
});

describe('posting in a room', () => {
  const later = '2026-05-01T12:00:00.001Z';
  test.each([
    ['a member', false, member, null],
    ['somebody who did not join', false, null, 'FORBIDDEN'],
    ['a member of an archived room', true, member, 'FORBIDDEN'],
    ['a member who is muted', false, { ...member, mutedUntil: later }, 'FORBIDDEN'],
    ['a member who was muted', false, { ...member, mutedUntil: '2026-05-01T12:00:00.000Z' }, null],
  ] as const)('%s', (_, isArchived, membership, code) => {
    const post = () => assertMayPost({ isArchived }, membership, now);
    if (code === null) expect(post()).toBe(membership);
    else expect(post).toThrow(expect.objectContaining({ code }));
  });
});
