import {
  addDataAndFileToRequest,
  APIError,
  headersWithCors,
  type Endpoint,
  type PayloadRequest,
} from 'payload';

import { isModerator } from '../access/is-moderator';
import { roomHidesIdentity } from '../access/room-identity';
import { inLanguageOf, type Words } from '../in-language-of';
import type { Report, Sanction } from '../payload-types';
import { recordAudit } from './record-audit';
import { reportReasons } from './report-reasons';

/** What a moderator may do about a report in one step. */
export const reportActs = ['hide', 'mute-hour', 'mute-day', 'ban-room', 'ban', 'dismiss'] as const;

export type ReportAct = (typeof reportActs)[number];

/** What stands in the report afterwards, in the language of whoever did it. */
const resolutions: Record<ReportAct, Words> = {
  hide: { en: 'Message hidden', ko: '메시지를 숨김' },
  'mute-hour': { en: 'Muted for 1 hour', ko: '1시간 발언 제한' },
  'mute-day': { en: 'Muted for 24 hours', ko: '24시간 발언 제한' },
  'ban-room': { en: 'Banned from the room', ko: '방에서 내보냄' },
  ban: { en: 'Banned everywhere', ko: '모든 곳에서 차단' },
  dismiss: { en: 'Dismissed', ko: '기각' },
};

const hour = 60 * 60 * 1000;

type Stored = Record<'room' | 'message' | 'reported', string | null> &
  Pick<Report, 'id' | 'reason' | 'resolution'>;

/**
 * Does what was decided about a report, and closes it: hides the message, or imposes a sanction on the
 * account, which nobody needs to be shown for that. Each goes through its own collection, with the
 * moderator's rights.
 *
 * @throws APIError 403, 404, or 409 `CONFLICT` where there is no message or account to act upon
 */
export async function actOnReport(req: PayloadRequest, id: string, act: ReportAct): Promise<void> {
  const { payload, user } = req;
  if (!isModerator({ req })) throw refusal(403, 'FORBIDDEN', 'This is for moderators.');
  // Past the access rules, which hide the account from the moderator.
  const report = await payload.db.findOne<Stored>({
    collection: 'reports',
    where: { id: { equals: id } },
    req,
  });
  if (!report) throw refusal(404, 'NOT_FOUND', 'There is no such report.');
  const asModerator = { user, overrideAccess: false, req } as const;

  if (act === 'hide') {
    if (!report.message)
      throw refusal(
        409,
        'CONFLICT',
        inLanguageOf(req, {
          en: 'This report is not about a message.',
          ko: '메시지에 대한 신고가 아닙니다.',
        }),
      );
    await payload.update({
      collection: 'chat-messages',
      id: report.message,
      data: { isHidden: true },
      ...asModerator,
    });
  } else if (act !== 'dismiss') {
    const { reported: account, room } = report;
    if (!account)
      throw refusal(
        409,
        'CONFLICT',
        inLanguageOf(req, {
          en: 'There is no account behind this report.',
          ko: '이 신고에 해당하는 계정이 없습니다.',
        }),
      );
    await payload.create({
      collection: 'sanctions',
      data: { account, reason: reasonOf(req, report), ...sanctionOf(act, room) },
      ...asModerator,
    });
    // A ban everywhere names the account, and so tells who it was: that is a look-up too.
    if (act === 'ban' && (room === null || (await roomHidesIdentity(req, room)))) {
      await recordAudit(req, {
        action: 'identity.looked-up',
        target: { collection: 'reports', id },
        details: { account, of: 'reported', reason: 'Banned everywhere.' },
      });
    }
  }

  const done = [report.resolution, inLanguageOf(req, resolutions[act])].filter(Boolean).join('\n');
  await payload.update({
    collection: 'reports',
    id,
    data: { state: act === 'dismiss' ? 'dismissed' : 'resolved', resolution: done.slice(0, 2000) },
    ...asModerator,
  });
}

function reasonOf(req: PayloadRequest, { id, reason }: Stored): string {
  const report = inLanguageOf(req, { en: 'Report', ko: '신고' });
  return `${report}: ${inLanguageOf(req, reportReasons[reason])} (${id})`;
}

function sanctionOf(
  act: Exclude<ReportAct, 'hide' | 'dismiss'>,
  room: string | null,
): Pick<Sanction, 'kind' | 'room' | 'until'> {
  const inMs = (duration: number): string => new Date(Date.now() + duration).toISOString();
  switch (act) {
    case 'mute-hour':
      return { kind: 'mute', room, until: inMs(hour) };
    case 'mute-day':
      return { kind: 'mute', room, until: inMs(24 * hour) };
    case 'ban-room':
      return { kind: 'ban', room };
    case 'ban':
      return { kind: 'ban' };
  }
}

const refusal = (status: number, code: string, message: string, field?: string): APIError =>
  new APIError(message, status, { code, ...(field ? { field } : {}) }, true);

/** `POST /api/reports/<id>/act` with one of {@link reportActs} as its `act`. */
export const reportActEndpoint: Endpoint = {
  path: '/:id/act',
  method: 'post',
  handler: async (req) => {
    await addDataAndFileToRequest(req);
    const wanted: unknown = req.data?.act;
    const act = reportActs.find((known) => known === wanted);
    if (!act) {
      throw refusal(400, 'BAD_USER_INPUT', `An act is one of ${reportActs.join(', ')}.`, 'act');
    }
    await actOnReport(req, String(req.routeParams?.id), act);
    return Response.json(
      { done: act },
      { headers: headersWithCors({ headers: new Headers(), req }) },
    );
  },
};
