import { APIError, headersWithCors, type Endpoint } from 'payload';

import { isModerator } from '../access/is-moderator';
import { inLanguageOf } from '../in-language-of';
import { recordAudit } from '../safety/record-audit';
import { randomDeskOf } from './random-desk';

const refusal = (status: number, code: string, message: string): APIError =>
  new APIError(message, status, { code }, true);

/**
 * `POST /api/random-sessions/<id>/end`: a moderator ends a conversation for both who are in it. 404 for
 * one that there is not, 409 `CONFLICT` for one that is over, 503 `UNAVAILABLE` where there is no chat.
 */
export const endSessionEndpoint: Endpoint = {
  path: '/:id/end',
  method: 'post',
  handler: async (req) => {
    const { payload, user } = req;
    if (!user || !isModerator({ req })) throw refusal(403, 'FORBIDDEN', 'This is for moderators.');
    const id = String(req.routeParams?.id);
    const session = await payload.findByID({
      collection: 'random-sessions',
      id,
      depth: 0,
      disableErrors: true,
      user,
      overrideAccess: false,
      req,
    });
    if (!session) throw refusal(404, 'NOT_FOUND', 'There is no such conversation.');
    const desk = randomDeskOf(payload);
    if (!desk) {
      const words = {
        en: 'The chat cannot be reached now. Try again.',
        ko: '지금은 채팅에 연결할 수 없습니다. 다시 시도하세요.',
      };
      throw refusal(503, 'UNAVAILABLE', inLanguageOf(req, words));
    }
    if (!(await desk.end(id, user.id))) {
      const words = {
        en: 'This conversation is over already.',
        ko: '이미 끝난 대화입니다.',
      };
      throw refusal(409, 'CONFLICT', inLanguageOf(req, words));
    }
    await recordAudit(req, {
      action: 'random.ended',
      target: { collection: 'random-sessions', id },
    });
    return Response.json(
      { ended: true },
      { headers: headersWithCors({ headers: new Headers(), req }) },
    );
  },
};
