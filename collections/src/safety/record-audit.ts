import type { Payload, PayloadRequest } from 'payload';

export interface AuditedAct {
  /** `noun.past-participle`, such as `account.roles-changed`. */
  action: string;
  target: { collection: string; id: string };
  /** What changed; never a password, token or message text. */
  details?: Record<string, unknown>;
}

/** Adds one line to the audit log. The actor is the request's account, or null for the system. */
export const recordAudit = (req: PayloadRequest, act: AuditedAct): Promise<void> =>
  addLine(req.payload, req.user?.id ?? null, act, req);

/** The same for what is done outside of Payload's requests. @param actorId null for the system */
export const recordAct = (
  payload: Payload,
  actorId: string | null,
  act: AuditedAct,
): Promise<void> => addLine(payload, actorId, act);

async function addLine(
  payload: Payload,
  actorId: string | null,
  { action, details, target }: AuditedAct,
  req?: PayloadRequest,
): Promise<void> {
  await payload.create({
    collection: 'audit-log',
    data: {
      actor: actorId,
      action,
      targetCollection: target.collection,
      targetId: target.id,
      details: details ?? null,
    },
    depth: 0,
    overrideAccess: true, // Nobody may write here but the server.
    ...(req ? { req } : {}),
  });
}
