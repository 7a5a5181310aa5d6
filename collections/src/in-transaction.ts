import { commitTransaction, initTransaction, killTransaction, type PayloadRequest } from 'payload';

/** MongoDB ends one of two transactions that meet; tried again, it mostly meets nobody. */
const attempts = 3;

/**
 * Does several writes of a request together, on MongoDB in a transaction: all of them, or none. On
 * SQLite Payload has no transactions, and writes in the order given.
 */
export async function inTransaction<T>(req: PayloadRequest, work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    const isOurs = await initTransaction(req);
    try {
      const result = await work();
      if (isOurs) await commitTransaction(req);
      return result;
    } catch (error) {
      await killTransaction(req);
      if (!isOurs || attempt === attempts || !isTransient(error)) throw error;
    }
  }
}

const isTransient = (error: unknown): boolean =>
  (error as { errorLabels?: readonly string[] } | null)?.errorLabels?.includes(
    'TransientTransactionError',
  ) ?? false;
