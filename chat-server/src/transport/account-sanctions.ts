import type { Payload } from 'payload';

/** What holds for an account everywhere, in milliseconds since 1970; null for nothing. */
export interface AccountSanctions {
  mutedUntil: number | null;
  bannedUntil: number | null;
}

/** What was imposed on an account for every room, as far as it lasts. Without an end it is Infinity. */
export async function sanctionsOf(payload: Payload, account: string): Promise<AccountSanctions> {
  const [sanctions] = await sanctionsOfAll(payload, [account]);
  return sanctions ?? none;
}

/** The same for many accounts in one statement. The answers stand in the order of the accounts. */
export async function sanctionsOfAll(
  payload: Payload,
  accounts: readonly string[],
): Promise<AccountSanctions[]> {
  const { docs } = await payload.find({
    collection: 'sanctions',
    where: {
      and: [
        { account: { in: [...new Set(accounts)] } },
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
  return accounts.map((account) => {
    const own = docs.filter((sanction) => sanction.account === account);
    const last = (kind: 'mute' | 'ban'): number | null => {
      const ends = own
        .filter((sanction) => sanction.kind === kind)
        .map(({ until }) => (until ? Date.parse(until) : Infinity));
      return ends.length === 0 ? null : Math.max(...ends);
    };
    return { mutedUntil: last('mute'), bannedUntil: last('ban') };
  });
}

const none: AccountSanctions = { mutedUntil: null, bannedUntil: null };
