import type { FieldAccess } from 'payload';

import { adminOrSelfField } from './admin-or-self-field';

/** An e-mail address is its owner's and the admins' to see; that of a guest is made up, and nobody's. */
export const emailVisible: FieldAccess<{ id: string; guestUntil?: string | null }> = (args) =>
  !args.doc?.guestUntil && adminOrSelfField(args);
