import {
  addDataAndFileToRequest,
  APIError,
  headersWithCors,
  type CollectionSlug,
  type Endpoint,
  type PayloadRequest,
} from 'payload';

import { isModerator } from '../access/is-moderator';
import { recordAudit } from './record-audit';

/** How long a reason is, in characters, so that it tells something. */
export const reasonLength = { min: 5, max: 500 };

/** What may be asked about: where it stands, and which of its fields names the account. */
const subjects = {
  message: { collection: 'chat-messages', field: 'author' },
  membership: { collection: 'chat-memberships', field: 'user' },
  attachment: { collection: 'chat-attachments', field: 'owner' },
  report: { collection: 'reports', field: 'reported' },
  reporter: { collection: 'reports', field: 'reporter' },
} as const satisfies Record<string, { collection: CollectionSlug; field: string }>;

type Subject = keyof typeof subjects;

/** Who is behind an alias. */
export interface Identity {
  accountId: string;
  displayName: string;
  isGuest: boolean;
}

/**
 * Tells a moderator who is behind an alias. The audit log has who asked, about what, who it was and
 * why before there is an answer.
 *
 * @throws APIError 403, 400 with the `field` at fault, or 404
 */
export async function lookUpIdentity(
  req: PayloadRequest,
  subject: Subject,
  id: string,
  reason: string,
): Promise<Identity> {
  if (!isModerator({ req })) throw refusal(403, 'FORBIDDEN', 'This is for moderators.');
  const why = reason.trim();
  if (why.length < reasonLength.min || why.length > reasonLength.max) {
    const { max, min } = reasonLength;
    throw refusal(400, 'BAD_USER_INPUT', `A reason has ${min} to ${max} characters.`, 'reason');
  }
  const { collection, field } = subjects[subject];
  const notFound = refusal(404, 'NOT_FOUND', 'There is nobody behind this.', subject);
  const document = await req.payload.db.findOne<{ id: string } & Record<string, unknown>>({
    collection,
    where: { id: { equals: id } },
    req,
  });
  const accountId = document?.[field];
  if (typeof accountId !== 'string') throw notFound;
  const account = await req.payload.findByID({
    collection: 'users',
    id: accountId,
    depth: 0,
    disableErrors: true,
    overrideAccess: true, // Whose it is has just been decided.
    req,
  });
  if (!account) throw notFound;
  await recordAudit(req, {
    action: 'identity.looked-up',
    target: { collection, id },
    details: { account: accountId, of: field, reason: why },
  });
  const { displayName, guestUntil } = account;
  return { accountId, displayName, isGuest: Boolean(guestUntil) };
}

/** `POST /api/identity-lookup` with the id of one {@link Subject}, and a `reason`. */
export const identityLookup: Endpoint = {
  path: '/identity-lookup',
  method: 'post',
  handler: async (req) => {
    await addDataAndFileToRequest(req);
    const data: Record<string, unknown> = req.data ?? {};
    const subject = (Object.keys(subjects) as Subject[]).find((name) => data[name] !== undefined);
    const id = subject && data[subject];
    if (!subject || typeof id !== 'string') {
      const names = Object.keys(subjects).join(', ');
      throw refusal(400, 'BAD_USER_INPUT', `Give the id of one of these: ${names}.`, 'message');
    }
    const reason = typeof data.reason === 'string' ? data.reason : '';
    const identity = await lookUpIdentity(req, subject, id, reason);
    return Response.json(identity, { headers: headersWithCors({ headers: new Headers(), req }) });
  },
};

const refusal = (status: number, code: string, message: string, field?: string): APIError =>
  new APIError(message, status, { code, ...(field ? { field } : {}) }, true);
