import type { Resolvers } from './generated/resolvers';

/** What the database calls the values of the enums. */
export const enumValues = {
  UserRole: {
    ADMIN: 'admin',
    EDITOR: 'editor',
    MODERATOR: 'moderator',
    MEMBER: 'member',
    GUEST: 'guest',
  },
  RoomKind: { PUBLIC: 'public', PRIVATE: 'private', RANDOM: 'random' },
  IdentityMode: { REAL: 'real', ANONYMOUS: 'anonymous' },
  MembershipRole: { OWNER: 'owner', MODERATOR: 'moderator', MEMBER: 'member' },
  MessageKind: { TEXT: 'text', FILE: 'file', SYSTEM: 'system' },
  ReportReason: {
    SPAM: 'spam',
    HARASSMENT: 'harassment',
    SEXUAL_CONTENT: 'sexual_content',
    HATE: 'hate',
    VIOLENCE: 'violence',
    SELF_HARM: 'self_harm',
    OTHER: 'other',
  },
} satisfies Resolvers;
