import { describe, expect, test } from '@jest/globals';

import type { StoredMessage } from '../store/message-store';
import type { StoredMembership } from '../store/member-store';
import { assertMayDelete } from './assert-may-delete';
import { assertMayEdit } from './assert-may-edit';
import { assertMayReact } from './assert-may-react';
import { isWithin } from './is-within';

const posted = '2026-05-01T12:00:00.000Z';
const now = Date.parse(posted) + 60_000;
const later = new Date(now + 1).toISOString();

const room = { isArchived: false, editWindowSeconds: 60, deleteWindowSeconds: 60 };
const archived = { ...room, isArchived: true };
const late = { ...room, editWindowSeconds: 59, deleteWindowSeconds: 59 };
const endless = { ...room, editWindowSeconds: null, deleteWindowSeconds: null };
const never = { ...room, editWindowSeconds: 0, deleteWindowSeconds: 0 };

const message = {
  membershipId: 'author',
  createdAt: posted,
  deletedAt: null,
  hiddenAt: null,
} as StoredMessage;
const deleted = { ...message, deletedAt: posted };
const hidden = { ...message, hiddenAt: posted };

const author = { id: 'author', role: 'member', mutedUntil: null } as StoredMembership;
const other = { ...author, id: 'other' };
const muted = { ...author, mutedUntil: later };
const roomModerator = { ...other, role: 'moderator' as const };
const owner = { ...other, role: 'owner' as const };

function expectRefusal(act: () => unknown, code: string | null): void {
  if (code === null) expect(act).not.toThrow();
  else expect(act).toThrow(expect.objectContaining({ code }));
}

test.each([
  [60, 0, true],
  [60, 1, false],
  [0, 0, false],
  [null, 1_000_000_000, true],
])('%p seconds, %p ms after a minute: %p', (seconds, more, expected) => {
  expect(isWithin(posted, seconds, now + more)).toBe(expected);
});

describe('editing a message', () => {
  test.each([
    ['its author', room, author, message, null],
    ['its author, with all the time', endless, author, message, null],
    ['its author, too late', late, author, message, 'FORBIDDEN'],
    ['its author, where nobody may', never, author, message, 'FORBIDDEN'],
    ['its author, who is muted', room, muted, message, 'FORBIDDEN'],
    ['its author, in an archived room', archived, author, message, 'FORBIDDEN'],
    ['another member', room, other, message, 'FORBIDDEN'],
    ['the owner of the room', room, owner, message, 'FORBIDDEN'],
    ['who is no member', room, null, message, 'FORBIDDEN'],
    ['its author, once it is deleted', room, author, deleted, 'CONFLICT'],
    ['its author, once it is hidden', room, author, hidden, 'CONFLICT'],
    ['another member, once it is deleted', room, other, deleted, 'FORBIDDEN'],
  ] as const)('%s', (_, where, membership, which, code) => {
    expectRefusal(() => assertMayEdit(where, membership, which, now), code);
  });
});

describe('deleting a message', () => {
  const nothing = { roles: ['member' as const] };
  test.each([
    ['its author', room, { membership: author, ...nothing }, message, 'delete'],
    ['its author, who is muted', room, { membership: muted, ...nothing }, message, 'delete'],
    [
      'its author, with all the time',
      endless,
      { membership: author, ...nothing },
      message,
      'delete',
    ],
    [
      'a moderator their own',
      room,
      { membership: { ...author, role: 'owner' }, ...nothing },
      message,
      'delete',
    ],
    ['its author again, and too late', late, { membership: author, ...nothing }, deleted, 'delete'],
    ['its author, once it is hidden', late, { membership: author, ...nothing }, hidden, 'delete'],
    [
      'a moderator their own, too late',
      late,
      { membership: { ...author, role: 'moderator' }, ...nothing },
      message,
      'hide',
    ],
    ['the owner of the room', late, { membership: owner, ...nothing }, message, 'hide'],
    [
      'a moderator of the room',
      archived,
      { membership: roomModerator, ...nothing },
      message,
      'hide',
    ],
    ['a moderator of the site', room, { membership: null, roles: ['moderator'] }, message, 'hide'],
    ['an admin', room, { membership: other, roles: ['admin'] }, message, 'hide'],
    ['an editor', room, { membership: other, roles: ['editor'] }, message, null],
    ['its author, too late', late, { membership: author, ...nothing }, message, null],
    [
      'its author, in an archived room',
      archived,
      { membership: author, ...nothing },
      message,
      null,
    ],
    ['another member', room, { membership: other, ...nothing }, message, null],
    ['who is no member', room, { membership: null, ...nothing }, message, null],
    [
      'who is no member, a message without author',
      room,
      { membership: null, ...nothing },
      { ...message, membershipId: null },
      null,
    ],
  ] as const)('%s', (_, where, who, which, expected) => {
    const act = () => assertMayDelete(where, who, which, now);
    if (expected === null) expectRefusal(act, 'FORBIDDEN');
    else expect(act()).toBe(expected);
  });
});

describe('reacting to a message', () => {
  test.each([
    ['a member', room, other, message, null],
    ['its author', room, author, message, null],
    ['who is muted', room, muted, message, 'FORBIDDEN'],
    ['who is no member', room, null, message, 'FORBIDDEN'],
    ['a member of an archived room', archived, other, message, 'FORBIDDEN'],
    ['a member, once it is deleted', room, other, deleted, 'CONFLICT'],
    ['a member, once it is hidden', room, other, hidden, 'CONFLICT'],
  ] as const)('%s', (_, where, membership, which, code) => {
    const act = () => assertMayReact(where, membership, which, now);
    expectRefusal(act, code);
    if (code === null) expect(act()).toBe(membership);
  });
});
