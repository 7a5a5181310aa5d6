import { createHash, randomUUID } from 'node:crypto';

import { MongoClient, ObjectId } from 'mongodb';
import { jwtSign } from 'payload';

export interface Account {
  id: string;
  token: string;
}

/** What Payload signs tokens with: the first 32 hexadecimal digits of the secret's SHA-256. */
const keyOf = (secret: string): string =>
  createHash('sha256').update(secret).digest('hex').slice(0, 32);

/** How long the tokens are good for, in seconds. */
const tokenExpiration = 60 * 60; // an hour

/**
 * Makes many accounts that are logged in, straight into the database: hashing a thousand passwords takes
 * minutes. They have agreed to the rules of the random match.
 */
export async function createAccounts(
  mongoUri: string,
  secret: string,
  count: number,
): Promise<Account[]> {
  const client = await MongoClient.connect(mongoUri);
  try {
    const now = new Date();
    const expiresAt = new Date(now.getTime() + tokenExpiration * 1_000);
    const created = { createdAt: now, updatedAt: now, __v: 0 };
    const users = Array.from({ length: count }, (_, index) => ({
      _id: new ObjectId(),
      email: `${randomUUID()}@example.org`,
      displayName: `사람 ${index}`,
      roles: ['member'],
      locale: 'ko',
      sessions: [{ id: randomUUID(), createdAt: now, expiresAt }],
      ...created,
    }));
    await client.db().collection('users').insertMany(users);
    await client
      .db()
      .collection('random-consents')
      .insertMany(
        users.map(({ _id: user }) => ({ user, version: '1', acceptedAt: now, ...created })),
      );
    return await Promise.all(
      users.map(async ({ _id, email, sessions }) => {
        const id = _id.toHexString();
        const { token } = await jwtSign({
          fieldsToSign: { id, collection: 'users', email, sid: sessions[0]?.id },
          secret: keyOf(secret),
          tokenExpiration,
        });
        return { id, token };
      }),
    );
  } finally {
    await client.close();
  }
}
