import type { MembershipRole, UserRole } from '../../../apollo/generated/chat';

/** What the viewer is in a room. The server decides; this only spares people buttons that would be refused. */
export interface Standing {
  /** Null for whoever is no member. */
  readonly role: MembershipRole | null;
  /** An account that moderates every room it can see. */
  readonly isStaff: boolean;
}

export interface Powers {
  readonly mayModerate: boolean;
  /** Only whoever owns the room hands out its roles. */
  readonly mayGiveRoles: boolean;
}

export function standingOf(
  role: MembershipRole | null | undefined,
  userRoles: readonly UserRole[] = [],
): Standing {
  const isStaff = userRoles.includes('MODERATOR') || userRoles.includes('ADMIN');
  return { role: role ?? null, isStaff };
}

/** Over the room itself. */
export function moderates({ role, isStaff }: Standing): boolean {
  return isStaff || role === 'OWNER' || role === 'MODERATOR';
}

/** Over another of its members. */
export function powersOver(standing: Standing, other: MembershipRole): Powers {
  const isOwner = standing.role === 'OWNER';
  const mayModerate = other === 'OWNER' ? false : other === 'MEMBER' || isOwner || standing.isStaff;
  return { mayModerate: mayModerate && moderates(standing), mayGiveRoles: isOwner };
}
