import type { IncomingMessage } from 'node:http';

import type { Environment } from '../environment';
import type { Session } from './authentication';
import { clientAddress, hashAddress } from './client-address';
import type { CloseCode } from './close-codes';
import type { Departure } from './departure';

/** Who sends a request, and from where. What the transports hand to GraphQL. */
export interface Caller {
  /** Null for somebody who did not sign in. */
  session: Session | null;
  /** Keyed hash of the client's address. */
  addressHash: string;
  /** At most 300 characters. */
  userAgent: string | null;
  /** Closes the WebSocket that the request came by; absent by HTTP. */
  close?: (code: CloseCode) => void;
  /** How somebody went whose subscription has ended; absent by HTTP. */
  departure?: () => Departure;
}

/** Makes what resolvers get as their context, anew for each operation. */
export type ContextFactory = (caller: Caller) => Record<PropertyKey, unknown>;

/** Where a request comes from, as far as it is kept: {@link Caller} without who it is. */
export const originOf = (
  request: Pick<IncomingMessage, 'headers' | 'socket'>,
  { payloadSecret, trustProxy }: Pick<Environment, 'payloadSecret' | 'trustProxy'>,
): Pick<Caller, 'addressHash' | 'userAgent'> => ({
  addressHash: hashAddress(clientAddress(request, trustProxy), payloadSecret),
  userAgent: request.headers['user-agent']?.slice(0, 300) ?? null,
});
