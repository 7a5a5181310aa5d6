import type { Refusal } from '../../apollo/refusal';
import type { chatText } from './chatText';

type ChatText = (typeof chatText)['en'];

/** Why something was refused, in the reader's language and as exactly as the server says it. */
export function refusalText({ code, field, reason }: Refusal, text: ChatText): string {
  const { refusals, refusedFields, refusedReasons } = text;
  const exactly = refusedReasons.get(reason ?? '');
  if (exactly !== undefined) return exactly;
  if (code !== 'BAD_USER_INPUT') return refusals[code];
  // `input.text` of one mutation is `text` of another.
  const argument = field?.split('.').at(-1) ?? '';
  return refusedFields.get(argument) ?? refusals[code];
}
