import { pino, type DestinationStream, type Logger } from 'pino';

import type { LogLevel } from './environment';

export type { Logger } from 'pino';

/**
 * Names under which something could be logged that no log line may hold. Nobody logs these on
 * purpose; an object that is logged whole might carry them.
 */
const secretKeys = [
  'token',
  'authorization',
  'cookie',
  'password',
  'secret',
  'email',
  'text',
  'payload',
  'address',
  'ip',
  'remoteAddress',
  'query',
  'variables',
] as const;

const redactedPaths = secretKeys.flatMap((key) => [key, `*.${key}`, `*.*.${key}`]);

/** Structured logs, one JSON object a line. */
export function createLogger(
  { logLevel }: { logLevel: LogLevel },
  destination?: DestinationStream,
): Logger {
  const options = {
    level: logLevel,
    base: { name: 'coco-chat' },
    redact: { paths: redactedPaths, censor: '[redacted]' },
  };
  return destination ? pino(options, destination) : pino(options);
}
