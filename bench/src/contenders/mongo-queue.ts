import type { MatchQueue, Pairing, Ticket } from '@coco-chat/chat-server/random-queue';
import { MongoClient, type Document, type Filter } from 'mongodb';

type Waiting = Ticket & { _id: string };

/** What the bench needs of a queue. */
export type BenchQueue = Pick<MatchQueue, 'enter' | 'leave' | 'waiting' | 'onPairing' | 'close'>;

/**
 * The queue that one finds for MongoDB: whoever comes claims somebody who waits by findOneAndDelete, with
 * an index that fits, or is inserted and waits. It looks for a shared interest, or for the language where
 * somebody named no interests; it never widens, and two who come at the same moment may both wait.
 */
export async function createMongoQueue(uri: string): Promise<BenchQueue> {
  const client = await MongoClient.connect(uri, { maxPoolSize: 64 });
  const waiting = client.db().collection<Waiting>('bench-waiting');
  await waiting.createIndex({ language: 1, interests: 1, since: 1 });
  await waiting.createIndex({ userId: 1 }, { unique: true });

  const partnerOf = ({ avoid, interests, language, userId }: Ticket): Filter<Waiting> => {
    const interest: Document = interests.length > 0 ? { interests: { $in: interests } } : {};
    const notOf = { userId: { $nin: [userId, ...avoid] }, avoid: { $ne: userId } };
    return { language, ...interest, ...notOf };
  };

  return {
    async enter(ticket) {
      const partner = await waiting.findOneAndDelete(partnerOf(ticket), { sort: { since: 1 } });
      if (partner) {
        const sharedInterests = ticket.interests.filter((one) => partner.interests.includes(one));
        const pairing: Pairing = { tickets: [partner, ticket], sharedInterests };
        return { pairing, superseded: null };
      }
      await waiting.insertOne({ ...ticket, _id: ticket.id });
      return { pairing: null, superseded: null };
    },
    async leave(_userId, ticketId) {
      const { deletedCount } = await waiting.deleteOne({ _id: ticketId });
      return deletedCount === 1;
    },
    waiting: () => waiting.countDocuments(),
    onPairing: () => () => undefined,
    async close() {
      await waiting.deleteMany({});
      await client.close();
    },
  };
}
