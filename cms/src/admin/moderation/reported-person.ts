import type { ChatMembership, ChatRoom, Report } from '@coco-chat/collections';
import type { PayloadRequest, Where } from 'payload';

/** Whom a report is about, as far as a moderator may know without a look-up. */
export interface ReportedPerson {
  /** As the room knows them; null where the account is gone. */
  name: string | null;
  /** They go by an alias, and nothing here says whose it is. */
  isHidden: boolean;
  /** Their membership of the room, where it is known. */
  membershipId: string | null;
  /** Other reports about the same account, in any room. */
  reports: { all: number; open: number };
  sanctions: { all: number; active: number };
}

/** Null for a report that is about no person. */
export async function findReportedPerson(
  req: PayloadRequest,
  reportId: string,
): Promise<ReportedPerson | null> {
  // Past the access rules: numbers alone leave this function, and the name that the room shows.
  const report = await req.payload.findByID({
    collection: 'reports',
    id: reportId,
    depth: 1,
    overrideAccess: true,
    disableErrors: true,
    req,
  });
  const { participant, reported, room } = (report ?? {}) as Partial<Report>;
  if (!report || !reported) return null;
  const account = typeof reported === 'object' ? reported : null;
  const accountId = account?.id ?? (reported as string);
  const { identityMode, kind } = room as ChatRoom;
  const isHidden = identityMode === 'anonymous' || kind === 'random';
  const membership = participant as ChatMembership | null | undefined;

  const count = async (collection: 'reports' | 'sanctions', where: Where): Promise<number> =>
    (await req.payload.count({ collection, where, overrideAccess: true, req })).totalDocs;
  const others: Where = { reported: { equals: accountId }, id: { not_equals: reportId } };
  const own: Where = { account: { equals: accountId } };
  const [all, open, imposed, active] = await Promise.all([
    count('reports', others),
    count('reports', { and: [others, { state: { equals: 'open' } }] }),
    count('sanctions', own),
    count('sanctions', {
      and: [
        own,
        { liftedAt: { exists: false } },
        {
          or: [{ until: { exists: false } }, { until: { greater_than: new Date().toISOString() } }],
        },
      ],
    }),
  ]);
  return {
    name: isHidden ? (membership?.alias ?? '?') : (account?.displayName ?? null),
    isHidden,
    membershipId: membership?.id ?? null,
    reports: { all, open },
    sanctions: { all: imposed, active },
  };
}
