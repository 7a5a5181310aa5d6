import type { IncomingMessage } from 'node:http';

/** A request for which the same answer may serve whoever asks the same. */
export interface Question {
  /** Questions of one key are the same question. */
  readonly key: string;
  /** All of the request's headers that Payload is given. */
  readonly headers: Readonly<Record<string, string>>;
  /** A GraphQL request, as it was sent. */
  readonly body: string;
}

/** Bytes of the largest body that is looked at. The site's largest has 2,000. */
const largestQuestion = 16 * 1024; // 16 KiB

const json = /^application\/json(; ?charset=utf-8)?$/;

/**
 * Whether a visitor asks: nobody who is signed in, or maybe is. False as well for a request in another
 * format than ours, of unknown or great length, or with more in its address than the path, where Payload
 * looks for a language.
 */
export function isOfVisitor({ headers, url }: IncomingMessage, path: string): boolean {
  if (url !== path) return false;
  // A session comes by one of these, and so does the admin panel's language. The site sends no cookies.
  if (headers.authorization !== undefined || headers.cookie !== undefined) return false;
  if (!json.test(headers['content-type'] ?? '')) return false;
  if (headers['content-encoding'] !== undefined) return false;
  return Number(headers['content-length']) <= largestQuestion;
}

/**
 * The question that a visitor's request asks. Payload is given these headers and no other, so nothing that
 * is not in the key can be in the answer: whose pages may read it (Origin), its format (Accept), and the
 * language of its errors (Accept-Language).
 */
export function questionOf(
  { headers: { accept = '*/*', origin = '', ...others } }: Pick<IncomingMessage, 'headers'>,
  body: string,
): Question {
  const language = others['accept-language'] ?? '';
  return {
    // None of the headers can hold a line break.
    key: `${accept}\n${language}\n${origin}\n${body}`,
    headers: {
      accept,
      'content-type': 'application/json',
      ...(language && { 'accept-language': language }),
      ...(origin && { origin }),
    },
    body,
  };
}
