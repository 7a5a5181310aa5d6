import type { PayloadRequest } from 'payload';

interface AuditedAct {
  /** `noun.past-participle`, such as `account.roles-changed`. */
  action: string;
  target: { collection: string; id: string };
  /** What changed; never a password, token or message text. */
  details?: Record<string, unknown>;
}

/** Adds one line to the audit log. The actor is the request's account, or null for the system. */
export async function recordAudit(req: PayloadRequest, act: AuditedAct): Promise<void> {
  await req.payload.create({
    collection: 'audit-log',
    data: {
      actor: req.user?.id ?? null,
      action: act.action,
      targetCollection: act.target.collection,
      targetId: act.target.id,
      details: act.details ?? null,
    },
    overrideAccess: true, // Nobody may write here but the server.
    req,
  });
}
