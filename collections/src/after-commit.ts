import type { DatabaseAdapter, PayloadRequest } from 'payload';

type Work = () => Promise<void>;

// Kept on the adapter: the config can be loaded twice in a process, and so can this module.
const waitingKey = Symbol.for('coco-chat.after-commit');

type Adapter = DatabaseAdapter & { [waitingKey]?: Map<number | string, Work[]> };

/**
 * Does something once what a request has stored so far can be seen by others, and never if it is rolled
 * back. On MongoDB Payload's hooks run within a transaction: whoever heard of a change before its commit
 * would read what was there before it.
 *
 * Where there is no transaction, as on SQLite, it is done at once. What goes wrong is logged: the change
 * itself is stored and stays.
 */
export async function afterCommit(req: PayloadRequest, work: Work): Promise<void> {
  const { db, logger } = req.payload;
  const careful = async (): Promise<void> => {
    try {
      await work();
    } catch (error) {
      logger.error({ err: error }, 'What follows a stored change failed');
    }
  };
  const transaction: unknown = await req.transactionID;
  // Where there is none, Payload's loader of relations leaves an empty object there.
  if (typeof transaction !== 'string' && typeof transaction !== 'number') return careful();
  const waiting = waitingIn(db);
  const before = waiting.get(transaction);
  if (before) before.push(careful);
  else waiting.set(transaction, [careful]);
}

/** What waits for each transaction. The first time, the adapter is taught to do it. */
function waitingIn(adapter: Adapter): Map<number | string, Work[]> {
  if (adapter[waitingKey]) return adapter[waitingKey];
  const waiting = (adapter[waitingKey] = new Map<number | string, Work[]>());
  const { commitTransaction, rollbackTransaction } = adapter;
  adapter.commitTransaction = async (id) => {
    const transaction = await id;
    const works = waiting.get(transaction) ?? [];
    waiting.delete(transaction);
    await commitTransaction.call(adapter, transaction);
    for (const work of works) await work();
  };
  adapter.rollbackTransaction = async (id) => {
    const transaction = await id;
    waiting.delete(transaction);
    await rollbackTransaction.call(adapter, transaction);
  };
  return waiting;
}
