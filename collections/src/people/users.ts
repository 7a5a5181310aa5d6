import type { CollectionConfig } from 'payload';

import { adminOrSelf } from '../access/admin-or-self';
import { adminOrSelfField } from '../access/admin-or-self-field';
import { emailVisible } from '../access/email-visible';
import { isAdmin } from '../access/is-admin';
import { isStaff } from '../access/is-staff';
import { nobody } from '../access/nobody';
import { peopleVisible } from '../access/people-visible';
import { signUpOpen } from '../access/sign-up-open';
import { groups } from '../admin-groups';
import { deleteConsents } from '../random/delete-consents';
import { announceLogOut } from './announce-account';
import { auditAccountDeleted, auditRoleChange } from './audit-account';
import { firstAccountIsAdmin } from './first-account-is-admin';
import { guestEndpoints } from './guests/guest-endpoints';
import {
  keepGuestsGuests,
  refreshWithinGuestTime,
  refuseGuestLogin,
  refuseGuestReset,
} from './guests/protect-guests';
import { keepOneAdminOnChange, keepOneAdminOnDelete } from './keep-one-admin';
import { nameIsAllowed } from './name-is-allowed';
import { passwordIsStrong } from './password-is-strong';
import { refuseSignUpBeforeSetup } from './refuse-sign-up-before-setup';

const day = 24 * 60 * 60;

/** Everybody with an account: staff who use the admin panel, and members and guests of the chat. */
export const users: CollectionConfig = {
  slug: 'users',
  labels: {
    singular: { en: 'Account', ko: '계정' },
    plural: { en: 'Accounts', ko: '계정' },
  },
  admin: {
    group: groups.people,
    useAsTitle: 'displayName',
    defaultColumns: ['displayName', 'email', 'roles', 'locale', 'createdAt'],
    description: {
      en: 'Staff who use this panel, and members and guests of the chat.',
      ko: '이 관리 화면을 쓰는 운영진과 채팅 회원, 게스트입니다.',
    },
  },
  auth: {
    tokenExpiration: day,
    maxLoginAttempts: 5,
    lockTime: 10 * 60 * 1000, // 10 minutes
    useAPIKey: true,
    cookies: { sameSite: 'Lax' },
  },
  access: {
    admin: isStaff,
    create: signUpOpen,
    read: peopleVisible,
    update: adminOrSelf,
    delete: isAdmin,
    unlock: isAdmin,
  },
  hooks: {
    beforeOperation: [refuseSignUpBeforeSetup, refuseGuestReset, passwordIsStrong],
    beforeLogin: [refuseGuestLogin],
    refresh: [refreshWithinGuestTime],
    beforeValidate: [firstAccountIsAdmin, nameIsAllowed],
    beforeChange: [keepGuestsGuests, keepOneAdminOnChange],
    afterChange: [auditRoleChange],
    beforeDelete: [keepOneAdminOnDelete, deleteConsents],
    afterDelete: [auditAccountDeleted],
    afterLogout: [announceLogOut],
  },
  endpoints: guestEndpoints,
  fields: [
    // Payload's own, by which anybody may ask for an account.
    { name: 'apiKeyIndex', type: 'text', index: true },
    { name: 'resetPasswordToken', type: 'text', index: true },
    {
      name: 'email',
      type: 'email',
      label: { en: 'E-mail', ko: '이메일' },
      required: true,
      unique: true,
      access: { read: emailVisible },
    },
    {
      name: 'displayName',
      type: 'text',
      label: { en: 'Display name', ko: '표시 이름' },
      required: true,
      minLength: 1,
      maxLength: 40,
    },
    {
      name: 'roles',
      type: 'select',
      label: { en: 'Roles', ko: '역할' },
      hasMany: true,
      // Not `required`: GraphQL would then ask everybody who signs up for roles they cannot choose.
      validate: (value: unknown[] | null | undefined) =>
        (Array.isArray(value) && value.length > 0) || 'An account has at least one role.',
      defaultValue: ['member'],
      saveToJWT: true,
      access: { create: isAdmin, update: isAdmin },
      options: [
        { value: 'admin', label: { en: 'Admin', ko: '관리자' } },
        { value: 'editor', label: { en: 'Editor', ko: '편집자' } },
        { value: 'moderator', label: { en: 'Moderator', ko: '중재자' } },
        { value: 'member', label: { en: 'Member', ko: '회원' } },
        { value: 'guest', label: { en: 'Guest', ko: '게스트' } },
      ],
    },
    {
      name: 'locale',
      type: 'select',
      label: { en: 'Language', ko: '언어' },
      defaultValue: 'ko',
      options: [
        { value: 'ko', label: '한국어' },
        { value: 'en', label: 'English' },
      ],
    },
    {
      name: 'guestUntil',
      type: 'date',
      label: { en: 'Guest until', ko: '게스트 기한' },
      access: { create: nobody, read: adminOrSelfField, update: nobody },
      admin: {
        readOnly: true,
        condition: (data) => Boolean(data.guestUntil),
        description: {
          en: 'When the guest’s token ends, and the account with it.',
          ko: '게스트의 토큰이 끝나는 때이며, 이때 계정도 끝납니다.',
        },
      },
    },
  ],
};
