import type { TaskConfig } from 'payload';

/** How long an upload may wait for its message, in hours. The chat does not post an older one. */
export const uploadLifetime = 24;

/** An upload may be on its way into a message until the very end; its file is not taken from under it. */
const grace = 1; // hour

/** Removes uploads that were never posted, with their files. */
export const removeUnpostedUploads: TaskConfig<{ input: object; output: { removed: number } }> = {
  slug: 'removeUnpostedUploads',
  label: 'Remove uploads that were never posted',
  schedule: [{ cron: '17 * * * *', queue: 'default' }], // each hour, at 17 past
  handler: async ({ req }) => {
    const before = new Date(Date.now() - (uploadLifetime + grace) * 3_600_000).toISOString();
    // For nobody in particular, so without anybody's access.
    const { docs } = await req.payload.delete({
      collection: 'chat-attachments',
      where: { and: [{ message: { exists: false } }, { createdAt: { less_than: before } }] },
      req,
    });
    return { output: { removed: docs.length } };
  },
  outputSchema: [{ name: 'removed', type: 'number', required: true }],
};
