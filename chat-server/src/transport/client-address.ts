import { createHmac } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { isIPv6 } from 'node:net';

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
 * try out which address it was. What one customer has of IPv6 counts as one address.
 */
export const hashAddress = (address: string, secret: string): string =>
  createHmac('sha256', secret)
    .update(`address:${networkOf(address)}`)
    .digest('hex');

/**
 * The /64 of an IPv6 address, of which a single host may use every one (RFC 4291, section 2.5.4); an
 * IPv4 address, also one written as IPv6, as it is.
 */
export function networkOf(address: string): string {
  const [plain = ''] = address.split('%'); // without its zone
  if (!isIPv6(plain)) return address;
  // A URL writes it the one canonical way (RFC 5952), with IPv4 as two groups.
  const canonical = new URL(`http://[${plain}]`).hostname.slice(1, -1);
  const [head = '', tail = ''] = canonical.split('::');
  const [before, after] = [head, tail].map((part) => part.split(':').filter(Boolean)) as [
    string[],
    string[],
  ];
  const zeros = Array<string>(8 - before.length - after.length).fill('0');
  const groups = canonical.includes('::') ? [...before, ...zeros, ...after] : before;
  if (groups.slice(0, 5).every((group) => group === '0') && groups[5] === 'ffff') {
    const bytes = groups.slice(6).map((group) => parseInt(group, 16));
    return bytes.flatMap((two) => [two >> 8, two & 255]).join('.');
  }
  return `${groups.slice(0, 4).join(':')}::/64`;
}
