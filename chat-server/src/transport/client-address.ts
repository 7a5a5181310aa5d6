import { createHmac } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

/**
 * The address a request came from. Each trusted proxy has appended the address that it saw itself to
 * `X-Forwarded-For`; what stands further to the left, a client may have made up.
 *
 * @param trustProxy how many proxies in front of this process are trusted
 */
export function clientAddress(
  { headers, socket }: Pick<IncomingMessage, 'headers' | 'socket'>,
  trustProxy: number,
): string {
  const forwarded = [headers['x-forwarded-for'] ?? []].flat().join(',').split(',');
  const seen = [...forwarded.map((address) => address.trim()), socket.remoteAddress ?? ''].filter(
    Boolean,
  );
  return seen.at(-1 - Math.min(trustProxy, seen.length - 1)) ?? '';
}

/**
 * A keyed hash of an address: the same address gives the same hash, and nobody without the secret can
 * try out which address it was.
 */
export const hashAddress = (address: string, secret: string): string =>
  createHmac('sha256', secret).update(`address:${address}`).digest('hex');
