import { pino, stdSerializers, type DestinationStream, type LogFn, type Logger } from 'pino';

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
    hooks: { logMethod: tellRefusals },
    redact: { paths: redactedPaths, censor: '[redacted]' },
  };
  return destination ? pino(options, destination) : pino(options);
}

const errorLevel = 50; // pino's own

/** An error that a client is told with a status of its own; GraphQL wraps what was thrown. */
interface Refusal {
  message: string;
  status?: unknown;
  originalError?: Refusal;
}

/** Payload logs whatever it refuses as an error of the server. That is its client's, and no news. */
function tellRefusals(this: Logger, args: Parameters<LogFn>, method: LogFn, level: number): void {
  const [first] = args as unknown[];
  const error = (first as { err?: Refusal } | null | undefined)?.err;
  const { message, status } = error?.originalError ?? error ?? {};
  const isRefusal = typeof status === 'number' && status >= 400 && status < 500;
  if (isRefusal && level >= errorLevel) this.info({ status }, `refused: ${message}`);
  else method.apply(this, args);
}

/** Drizzle writes the values of a failed statement into its message, and so perhaps what people wrote. */
function withoutParameters(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const { message, stack, ...rest } = stdSerializers.err(error);
  const cut = (text: string): string => text.replace(/\nparams: [^]*?(?=\n\s+at |$)/, '');
  return { ...rest, message: cut(message), stack: cut(stack) };
}
