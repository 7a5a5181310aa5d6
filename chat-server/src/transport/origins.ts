import type { IncomingMessage } from 'node:http';

/**
 * Whether a page of this origin may talk to the chat. Programs that are no browser send none.
 *
 * A page served by this very server may, under whichever name people reach it.
 */
export function isAllowedOrigin(
  request: Pick<IncomingMessage, 'headers'>,
  allowed: readonly string[],
): boolean {
  const { host, origin } = request.headers;
  if (origin === undefined) return true;
  if (allowed.includes(origin)) return true;
  return host !== undefined && URL.canParse(origin) && new URL(origin).host === host;
}
