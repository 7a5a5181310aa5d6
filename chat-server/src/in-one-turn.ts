/**
 * When a DataLoader reads: at the end of the event loop's turn, for all who asked in it. DataLoader itself
 * looks no further than one callback, and what two sockets bring comes in two.
 */
export const inOneTurn = (read: () => void): void => void setImmediate(read);
