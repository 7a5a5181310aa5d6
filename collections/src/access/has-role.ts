import type { Role } from '../people/roles';

interface MaybeUser {
  collection?: string;
  roles?: readonly Role[] | null;
}

/** True when the account holds at least one of the roles. Nobody (null) holds none. */
export function hasRole(user: MaybeUser | null | undefined, ...roles: readonly Role[]): boolean {
  return user?.roles?.some((role) => roles.includes(role)) ?? false;
}
