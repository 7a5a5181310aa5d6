import type { Party } from '../load/dialects';

/** WebSockets of one account: the product takes 20. */
export const socketsPerAccount = 18;

/** How many are connecting at a time. */
export const connectingAtOnce = 64;

export const accountsFor = (sockets: number): number => Math.ceil(sockets / socketsPerAccount);

/** Who comes to a contender. Peers ask nobody who they are: there, nobody has a token. */
export interface People {
  readonly listeners: number;
  readonly senders: number;
  /** Listeners and senders are spread over these. */
  readonly roomIds: readonly string[];
  readonly tokens?: readonly string[];
}

/** Those who send, and then those who listen. */
export const parties = ({ listeners, roomIds, senders, tokens = [] }: People): Party[] =>
  Array.from({ length: senders + listeners }, (_, index) => ({
    roomId: roomIds[index % roomIds.length] ?? '',
    listens: index >= senders,
    token: tokens[index % Math.max(1, tokens.length)],
  }));
