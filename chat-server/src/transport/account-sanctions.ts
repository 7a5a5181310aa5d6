import type { Payload } from 'payload';

/** What holds for an account everywhere, in milliseconds since 1970; null for nothing. */
export interface AccountSanctions {
  mutedUntil: number | null;
  bannedUntil: number | null;
}

/** What was imposed on an account for every room, as far as it lasts. Without an end it is Infinity. */
export async function sanctionsOf(payload: Payload, account: string): Promise<AccountSanctions> {
  const { docs } = await payload.find({
    collection: 'sanctions',
    where: {
      and: [
        { account: { equals: account } },
        { room: { exists: false } },
        { liftedAt: { exists: false } },
        {
          or: [{ until: { exists: false } }, { until: { greater_than: new Date().toISOString() } }],
        },
      ],
    },
    depth: 0,
    pagination: false,
    overrideAccess: true, // Moderators alone read sanctions; those they are for feel them.
  });
  const last = (kind: 'mute' | 'ban'): number | null => {
    const ends = docs
      .filter((sanction) => sanction.kind === kind)
      .map(({ until }) => (until ? Date.parse(until) : Infinity));
    return ends.length === 0 ? null : Math.max(...ends);
  };
  return { mutedUntil: last('mute'), bannedUntil: last('ban') };
}
