import type { Document, Filter } from 'mongodb';

import type { Place } from '../room-store';
import { objectIds } from './connection';

/** What comes after a place, in a list ordered by `field`, then id. */
export function afterPlace<T extends Document>(
  field: keyof T & string,
  { at, id }: Place,
): Filter<T> {
  const time = new Date(at);
  const [lastId] = objectIds([id]);
  const inSameMoment = lastId ? [{ [field]: time, _id: { $gt: lastId } }] : [];
  // The first condition is what an index begins at; the others take away what stood before in the same moment.
  return {
    [field]: { $gte: time },
    $or: [{ [field]: { $gt: time } }, ...inSameMoment],
  } as unknown as Filter<T>;
}
