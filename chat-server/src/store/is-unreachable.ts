/** How MongoDB's driver names what it is when no server answers. */
const unreachable = new Set([
  'MongoClientClosedError',
  'MongoNetworkError',
  'MongoNetworkTimeoutError',
  'MongoNotConnectedError',
  'MongoPoolClearedError',
  'MongoPoolClosedError',
  'MongoServerSelectionError',
  'MongoTopologyClosedError',
  'MongoWaitQueueTimeoutError',
  'PoolClearedOnNetworkError',
]);

/**
 * What a server answers that is no primary any more, or stops: the driver asks once more, and no further.
 * From the driver specification "Retryable Reads", and SnapshotUnavailable.
 */
const passing = new Set<unknown>([
  6, 7, 89, 91, 134, 189, 246, 262, 9_001, 10_107, 11_600, 11_602, 13_435, 13_436,
]);

/** Whether an error says that the database could not be used just now, and nothing else is wrong. */
export function isUnreachable(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { code, errorLabels, name } = error as {
    code?: unknown;
    errorLabels?: readonly string[];
    name: string;
  };
  if (unreachable.has(name) || errorLabels?.includes('TransientTransactionError')) return true;
  return name.startsWith('Mongo') && passing.has(code);
}
