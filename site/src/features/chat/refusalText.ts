import type { Refusal } from '../../apollo/refusal';
import type { chatText } from './chatText';

type ChatText = (typeof chatText)['en'];

/**
 * Why something was refused, in the reader's language. What was wrong with their own words only the server can
 * say: there its sentence follows.
 */
export function refusalText({ code, message }: Refusal, { refusals }: ChatText): string {
  return code === 'BAD_USER_INPUT' ? `${refusals[code]} (${message})` : refusals[code];
}
