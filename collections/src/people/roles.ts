/** Every role an account may hold, the most powerful first. */
export const roles = ['admin', 'editor', 'moderator', 'member', 'guest'] as const;

export type Role = (typeof roles)[number];

/** The roles that open the admin panel. */
export const staffRoles = ['admin', 'editor', 'moderator'] as const satisfies readonly Role[];
