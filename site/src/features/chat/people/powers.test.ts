import { describe, expect, test } from '@jest/globals';
import type { MembershipRole, UserRole } from '../../../apollo/generated/chat';
import { powersOver, standingOf } from './powers';

const cases: [MembershipRole | null, UserRole[], MembershipRole, boolean, boolean][] = [
  ['OWNER', ['MEMBER'], 'MODERATOR', true, true],
  ['OWNER', ['MEMBER'], 'MEMBER', true, true],
  ['MODERATOR', ['MEMBER'], 'OWNER', false, false],
  ['MODERATOR', ['MEMBER'], 'MODERATOR', false, false],
  ['MODERATOR', ['MEMBER'], 'MEMBER', true, false],
  ['MEMBER', ['MEMBER'], 'MEMBER', false, false],
  [null, ['MODERATOR'], 'MODERATOR', true, false],
  ['MEMBER', ['ADMIN'], 'MEMBER', true, false],
  ['MEMBER', ['EDITOR'], 'MEMBER', false, false],
];

describe('powersOver', () => {
  test.each(cases)(
    'as %s with %j over a %s',
    (role, userRoles, other, mayModerate, mayGiveRoles) => {
      expect(powersOver(standingOf(role, userRoles), other)).toEqual({ mayModerate, mayGiveRoles });
    },
  );
});
