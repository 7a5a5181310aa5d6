/**
 * Why the server closes a WebSocket, beside graphql-ws's own codes (its `CloseCode`). docs/PROTOCOL.md
 * tells clients what to do about each.
 */
export const closeCodes = {
  /** The token ended or was revoked: get another, and come back. */
  tokenExpired: 4440,
  /** The account may not use the chat any more: do not come back. */
  banned: 4441,
  /** More was queued than the client read: come back with the last revision seen. */
  tooSlow: 4442,
  /** This account or address has as many connections as it may have. */
  tooManyConnections: 4443,
  /** This server is going away, another one is there: reconnect now. */
  moving: 4444,
  /** It could not be checked who it is: come back soon. The code's own meaning is "try again later". */
  tryAgainLater: 1013,
} as const;

export type CloseCode = (typeof closeCodes)[keyof typeof closeCodes];

/** What goes into the close frame: for people who debug, at most 123 bytes. */
export const closeReasons: Readonly<Record<CloseCode, string>> = {
  [closeCodes.tokenExpired]: 'Token expired or revoked',
  [closeCodes.banned]: 'Banned',
  [closeCodes.tooSlow]: 'Too slow',
  [closeCodes.tooManyConnections]: 'Too many connections',
  [closeCodes.moving]: 'Moving: reconnect now',
  [closeCodes.tryAgainLater]: 'Try again later',
};
