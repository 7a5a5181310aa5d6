/** What a test finds on a site that others have used before it. */
export interface Crowd {
  /** A public room where people go by their names. */
  roomId: string;
  /** A public room where people go by an alias. */
  anonymousRoomId: string;
}
