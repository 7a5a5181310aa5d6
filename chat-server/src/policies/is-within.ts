/**
 * Whether a time allowed is not over.
 *
 * @param from RFC 3339
 * @param seconds null for no limit
 * @param now in milliseconds since 1970
 */
export const isWithin = (from: string, seconds: number | null, now: number): boolean =>
  seconds === null || now <= Date.parse(from) + seconds * 1_000;
