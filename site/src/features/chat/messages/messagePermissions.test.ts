import { describe, expect, test } from '@jest/globals';
import { messageAt } from '../timeline/testMessages';
import {
  mayDelete,
  mayEdit,
  mayHide,
  mayReport,
  mayWrite,
  type Standing,
} from './messagePermissions';

const now = Date.parse('2026-01-01T12:10:00Z');
const author = (id: string) => ({ id, name: id, role: 'MEMBER' as const });
const own = messageAt(1, { author: author('me'), createdAt: '2026-01-01T12:00:00Z' });
const others = messageAt(2, { author: author('other') });

const standing = (change: Partial<Standing> = {}): Standing => ({
  ownId: 'me',
  membershipRole: 'MEMBER',
  accountRoles: ['MEMBER'],
  isArchived: false,
  isMuted: false,
  editWindowSeconds: null,
  deleteWindowSeconds: null,
  ...change,
});

describe('what one may do with messages', () => {
  test('everybody edits and deletes their own, and nothing else', () => {
    expect(mayEdit(standing(), own, now)).toBe(true);
    expect(mayDelete(standing(), own, now)).toBe(true);
    expect(mayEdit(standing(), others, now)).toBe(false);
    expect(mayDelete(standing(), others, now)).toBe(false);
  });

  test.each([
    [600, false],
    [601, true],
    [0, false],
  ])('a window of %d seconds ends: %s', (seconds, expected) => {
    expect(mayEdit(standing({ editWindowSeconds: seconds }), own, now)).toBe(expected);
    expect(mayDelete(standing({ deleteWindowSeconds: seconds }), own, now)).toBe(expected);
  });

  test('who is muted may still delete', () => {
    const muted = standing({ isMuted: true });
    expect([mayWrite(muted), mayEdit(muted, own, now), mayDelete(muted, own, now)]).toEqual([
      false,
      false,
      true,
    ]);
  });

  test('nothing is changed in an archived room, but by moderators', () => {
    const archived = standing({ isArchived: true, membershipRole: 'MODERATOR' });
    expect([
      mayWrite(archived),
      mayEdit(archived, own, now),
      mayDelete(archived, own, now),
    ]).toEqual([false, false, false]);
    expect(mayHide(archived, others)).toBe(true);
  });

  test.each([
    [{ membershipRole: 'OWNER' as const }, true],
    [{ membershipRole: 'MODERATOR' as const }, true],
    [{ accountRoles: ['ADMIN' as const], ownId: undefined, membershipRole: undefined }, true],
    [{ accountRoles: ['EDITOR' as const] }, false],
    [{}, false],
  ])('%j hides what others wrote: %s', (change, expected) => {
    expect(mayHide(standing(change), others)).toBe(expected);
  });

  test('moderators delete what is their own', () => {
    const moderator = standing({ membershipRole: 'MODERATOR' });
    expect([mayHide(moderator, own), mayDelete(moderator, own, now)]).toEqual([false, true]);
  });

  test('members report what others wrote, while it is there', () => {
    expect(mayReport(standing(), others)).toBe(true);
    expect(mayReport(standing(), own)).toBe(false);
    expect(mayReport(standing({ ownId: undefined }), others)).toBe(false);
    expect(mayReport(standing(), { ...others, text: null })).toBe(false);
    expect(mayReport(standing(), { ...others, kind: 'SYSTEM', author: null })).toBe(false);
  });
});
