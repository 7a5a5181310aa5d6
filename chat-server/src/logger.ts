import { pino, stdSerializers, type DestinationStream, type Logger } from 'pino';

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
    serializers: { err: withoutParameters },
    redact: { paths: redactedPaths, censor: '[redacted]' },
  };
  return destination ? pino(options, destination) : pino(options);
}

/** Drizzle writes the values of a failed statement into its message, and so perhaps what people wrote. */
function withoutParameters(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const { message, stack, ...rest } = stdSerializers.err(error);
  const cut = (text: string): string => text.replace(/\nparams: [^]*?(?=\n\s+at |$)/, '');
  return { ...rest, message: cut(message), stack: cut(stack) };
}
