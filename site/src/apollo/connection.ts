import { createClient, type Client } from 'graphql-ws';
import { createStore, type Store } from '../app/store';
import type { Renewal } from '../features/account/sessionRenewal';
import { backoffDelay, waitOrWake } from './backoff';

/** The chat API's own closing codes; graphql-ws has the others. */
export const closeCodes = {
  tokenExpired: 4440,
  banned: 4441,
  tooSlow: 4442,
  tooManyConnections: 4443,
  moving: 4444,
} as const;

/** graphql-ws's, for a connection_init that the server turned down. */
const forbidden = 4403;

export type ConnectionState =
  /** Nobody listens, so there is no socket. */
  | 'idle'
  | 'connecting'
  | 'open'
  /** Lost; comes back by itself. */
  | 'waiting'
  /** As `waiting`, while this account has as many connections open as the server allows. */
  | 'crowded'
  /** Lost, and will not come back: this account may not connect any more. */
  | 'banned'
  /** Lost, and will not come back: the session is over. */
  | 'loggedOut';

export interface Connection {
  readonly client: Client;
  readonly state: Pick<Store<ConnectionState>, 'get' | 'subscribe'>;
  /**
   * For a subscription that lost its socket: resolves when it is time to subscribe again, with false when
   * that has no use any more. All who ask after the same loss wait for the same moment.
   */
  waitToReconnect(): Promise<boolean>;
  close(): void;
}

interface ConnectionOptions {
  url: string;
  /** The token to connect with. */
  token: () => Promise<string | undefined>;
  /** Asks for a new token where the server says that the present one is over. */
  renew: () => Promise<Renewal>;
  webSocketImpl?: unknown;
  /** Waits before the next attempt, in milliseconds; shorter where something says it may work now. */
  wait?: (delayMs: number, signal: AbortSignal) => Promise<void>;
}

const keepAliveMs = 12_000;
/** A socket that does not answer a ping for this long is taken for dead: found within 20 s. */
const pongTimeoutMs = 8_000;
/** After these the server expects its clients back at once. */
const comeBackCodes: readonly (number | undefined)[] = [closeCodes.tooSlow, closeCodes.moving];
/** Coming back at once is done once in this time: a server that closes every connection is not to be hammered. */
const hurryEveryMs = 5_000;
/** Going from one room to the next keeps the socket. */
const lazyCloseMs = 5_000;

/**
 * One WebSocket for all subscriptions. graphql-ws is told not to retry: it would send the old variables
 * again, and a room's feed must go on from the revision it has reached. So each subscription ends with its
 * socket, and whoever wants to go on asks here when.
 */
export function createConnection(options: ConnectionOptions): Connection {
  const { wait = waitOrWake } = options;
  const state = createStore<ConnectionState>('idle');
  const closing = new AbortController();
  let failures = 0;
  let hurriedAt = -Infinity;
  let lastCloseCode: number | undefined;
  /** Banned from a room, an account may connect again; banned from everywhere, it may not. */
  let wasBannedSinceConnected = false;
  let sentToken: string | undefined;
  let pongTimer: ReturnType<typeof setTimeout> | undefined;
  let waiting: Promise<boolean> | undefined;

  const client = createClient({
    url: options.url,
    webSocketImpl: options.webSocketImpl,
    connectionParams: async () => {
      sentToken = await options.token();
      return sentToken ? { authorization: `Bearer ${sentToken}` } : {};
    },
    retryAttempts: 0,
    lazyCloseTimeout: lazyCloseMs,
    connectionAckWaitTimeout: 15_000,
    keepAlive: keepAliveMs,
    on: {
      connecting: () => {
        lastCloseCode = undefined;
        if (state.get() === 'idle') state.set('connecting');
      },
      connected: () => {
        failures = 0;
        wasBannedSinceConnected = false;
        state.set('open');
      },
      ping: (received) => {
        if (!received) pongTimer = setTimeout(() => client.terminate(), pongTimeoutMs);
      },
      pong: (received) => {
        if (received) clearTimeout(pongTimer);
      },
      closed: (event) => {
        clearTimeout(pongTimer);
        lastCloseCode = (event as Partial<CloseEvent>).code;
        // We closed it ourselves, after the last subscription.
        if (lastCloseCode === 1000) state.set('idle');
      },
    },
  });

  const waitToReconnect = async (): Promise<boolean> => {
    if (closing.signal.aborted) return false;
    const code = lastCloseCode;
    failures += 1;
    if (code === closeCodes.banned && wasBannedSinceConnected) {
      state.set('banned');
      return false;
    }
    wasBannedSinceConnected = code === closeCodes.banned;
    state.set(code === closeCodes.tooManyConnections ? 'crowded' : 'waiting');
    if ((wasBannedSinceConnected || comeBackCodes.includes(code)) && mayHurry()) return true;
    if (code === closeCodes.tokenExpired || code === forbidden) {
      const renewal = await renewUnlessDone();
      if (renewal === 'ended') {
        state.set('loggedOut');
        return false;
      }
      if (renewal === 'renewed' && mayHurry()) return !closing.signal.aborted;
    }
    await wait(backoffDelay(failures), closing.signal);
    return !closing.signal.aborted;
  };

  const mayHurry = (): boolean => {
    const now = Date.now();
    if (now - hurriedAt < hurryEveryMs) return false;
    hurriedAt = now;
    return true;
  };

  // The session may have been renewed since this socket was opened: then that token is the answer.
  const renewUnlessDone = async (): Promise<Renewal> =>
    (await options.token()) === sentToken ? options.renew() : 'renewed';

  return {
    client,
    state,
    waitToReconnect() {
      waiting ??= waitToReconnect().finally(() => {
        waiting = undefined;
      });
      return waiting;
    },
    close() {
      closing.abort();
      clearTimeout(pongTimer);
      client.terminate();
    },
  };
}
