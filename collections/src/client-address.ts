import type { PayloadRequest } from 'payload';

/**
 * Carries the address that a request came from to Payload, whose own request has no socket. Whoever
 * serves Payload overwrites it on every request: what a client sends here must not arrive.
 */
export const clientAddressHeader = 'x-coco-chat-client-address';

/** The address that a request came from; empty where nobody said. */
export const clientAddressOf = ({ headers }: Pick<PayloadRequest, 'headers'>): string =>
  headers.get(clientAddressHeader) ?? '';
