import { closeCodes } from './close-codes';

/**
 * How somebody went: 'left' said so, by closing the tab or ending the subscription; 'lost' is a connection
 * that broke or was sent elsewhere, and who had it is given time to come back unseen.
 */
export type Departure = 'left' | 'lost';

/** How a socket ended. */
export interface SocketEnd {
  /** Undefined while it is open. */
  code?: number | undefined;
  /** It did not answer, for longer than anybody is given to come back. */
  wasSilent?: boolean;
}

/** Closed by the client (RFC 6455, section 7.4.1): done, going away, and without a code. */
const clientLeft: readonly number[] = [1000, 1001, 1005];

/** On a socket that is still open, what ended was the subscription alone. */
export function departureOf({ code, wasSilent = false }: SocketEnd): Departure {
  const isOver = code === undefined || clientLeft.includes(code) || code === closeCodes.banned;
  return isOver || wasSilent ? 'left' : 'lost';
}
