/** What may be changed of a room: such a change is recorded, and told to those in the room. */
export const roomSettings = [
  'title',
  'slug',
  'topic',
  'isArchived',
  'slowModeSeconds',
  'editWindowSeconds',
  'deleteWindowSeconds',
] as const;
