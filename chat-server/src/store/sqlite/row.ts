import type { Place } from '../room-store';

export type SqlValue = string | number | null;

/** A row of the chat's tables, none of which has blobs or integers beyond 2⁵³. */
export type Row = Readonly<Record<string, SqlValue>>;

export const textOrNull = (value: SqlValue | undefined): string | null =>
  value === null || value === undefined ? null : String(value);

export const numberOrNull = (value: SqlValue | undefined): number | null =>
  value === null || value === undefined ? null : Number(value);

/**
 * The arguments :afterAt and :afterId of a list that goes on after a place; what comes before everything
 * where it begins, so that one statement finds both by the index.
 */
export const placeArgs = (after: Place | null): Record<string, SqlValue> => ({
  afterAt: after?.at ?? '',
  afterId: after?.id ?? '',
});
