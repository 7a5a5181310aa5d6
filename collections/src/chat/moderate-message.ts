import {
  APIError,
  type CollectionBeforeChangeHook,
  type CollectionBeforeOperationHook,
  type PayloadRequest,
} from 'payload';

import { inLanguageOf } from '../in-language-of';
import type { ChatMessage } from '../payload-types';

/** What a moderator changes of a message; what is left out stays. */
export interface Moderation {
  text?: string;
  isHidden?: boolean;
  /** Null for the server itself. */
  moderatorId: string | null;
}

const sentKey = 'coco-chat.message-as-sent';
const moderationsKey = 'coco-chat.message-moderations';

/** What a request is to change of a message, once its hooks have run; null where they have not. */
export const moderationOf = (
  req: Partial<PayloadRequest> | undefined,
  id: string,
): Moderation | null =>
  (req?.context?.[moderationsKey] as Map<string, Moderation> | undefined)?.get(id) ?? null;

/** Keeps what the moderator sent, before Payload fills in the rest of the document. */
export const keepWhatWasSent: CollectionBeforeOperationHook = ({ args, req }) => {
  if ('data' in args) req.context[sentKey] = { ...(args.data as object) };
  return args;
};

/**
 * Finds out what the moderator has changed.
 *
 * @throws APIError 409 when the form was opened before the author edited the text
 */
export const findModeration: CollectionBeforeChangeHook<ChatMessage> = ({
  data,
  operation,
  originalDoc,
  req,
}) => {
  if (operation !== 'update' || !originalDoc) return data;
  const sent = (req.context[sentKey] ?? {}) as Partial<ChatMessage>;
  const moderation: Moderation = { moderatorId: req.user?.id ?? null };
  const { isHidden, text } = data;
  if ('text' in sent && typeof text === 'string' && text !== originalDoc.text) {
    // The panel sends the whole document, as it was when it was opened.
    const isWhole = 'revision' in sent;
    const isStale = isWhole && (sent.editedAt ?? null) !== (originalDoc.editedAt ?? null);
    if (isStale) {
      throw new APIError(
        inLanguageOf(req, {
          en: 'Its author has edited this message meanwhile. Open it again.',
          ko: '그사이 작성자가 이 메시지를 고쳤습니다. 다시 열어 주세요.',
        }),
        409,
        { code: 'CONFLICT', field: 'text' },
        true,
      );
    }
    moderation.text = text;
  }
  if ('isHidden' in sent && Boolean(isHidden) !== Boolean(originalDoc.hiddenAt)) {
    moderation.isHidden = Boolean(isHidden);
  }
  const moderations = (req.context[moderationsKey] ??= new Map()) as Map<string, Moderation>;
  moderations.set(originalDoc.id, moderation);
  return data;
};
