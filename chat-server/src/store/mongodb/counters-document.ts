import type { ObjectId } from 'mongodb';

import type { RoomCounters } from '../message-store';

/** A room's counters, under the room's own id. */
export interface CountersDocument extends RoomCounters {
  _id: ObjectId;
  __v: number;
}
