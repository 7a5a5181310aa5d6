import path from 'node:path';

import { z } from 'zod';

import { parseRedisUrl } from './bus/redis-address';
import { EnvironmentError } from './environment-error';
import { keptSecret, secretFault } from './secret';

/** Everything the operator may set, checked and made whole. `docs/DEPLOYMENT.md` lists the variables. */
export interface Environment {
  /** 'production' where the operator said so by NODE_ENV; it is stricter about the secret. */
  mode: 'production' | 'development';
  port: number;
  /** The address to listen on. */
  host: string;
  /** The origin under which people reach the product, without a slash at the end. */
  publicUrl: string;
  /** Origins whose pages may talk to the APIs: the product's own and those of ALLOWED_ORIGINS. */
  allowedOrigins: readonly string[];
  /** Absolute path of the folder where the embedded default keeps its files. */
  dataDir: string;
  /** `file:` with an absolute path, `mongodb://` or `mongodb+srv://`. */
  databaseUri: string;
  /** One Redis, or by commas some nodes of a cluster; null for events within this process only. */
  redisUrl: string | null;
  payloadSecret: string;
  /** The first admin, made at the first start; null where it is asked for in the admin panel. */
  firstAdmin: { email: string; password: string } | null;
  logLevel: LogLevel;
  /** Every rate limit is multiplied by this. */
  rateLimitScale: number;
  /**
   * Whether the CMS's process answers the chat and serves the site too. By default it does on
   * SQLite, and not on MongoDB, where they are processes of their own.
   */
  embedded: boolean;
  /** How many reverse proxies in front of this process are trusted to say who called. */
  trustProxy: number;
}

/** Variables as the operating system or a file gives them. */
export type EnvironmentSource = Readonly<Record<string, string | undefined>>;

export const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
export type LogLevel = (typeof logLevels)[number];

const isUrl = (value: string, protocols: readonly string[]): boolean => {
  if (!URL.canParse(value)) return false;
  const url = new URL(value);
  return protocols.includes(url.protocol) && url.host !== '';
};

const isOrigin = (value: string): boolean =>
  isUrl(value, ['http:', 'https:']) && new URL(value).origin === value.replace(/\/$/, '');

const origin = z
  .string()
  .refine(isOrigin, 'must be an origin such as https://chat.example.org, with no path')
  .transform((value) => value.replace(/\/$/, ''));

const variables = z.object({
  NODE_ENV: z.string().default('development'),
  PORT: z.coerce
    .number('must be a number from 0 to 65535')
    .int('must be a whole number')
    .min(0, 'must be a number from 0 to 65535')
    .max(65_535, 'must be a number from 0 to 65535')
    .default(3000),
  HOST: z.string().optional(),
  PUBLIC_URL: origin.optional(),
  ALLOWED_ORIGINS: z
    .string()
    .default('')
    .transform((list) =>
      list
        .split(',')
        .map((entry) => entry.trim().replace(/\/$/, ''))
        .filter(Boolean),
    )
    .refine((list) => list.every(isOrigin), 'must be a comma-separated list of origins'),
  DATA_DIR: z.string().default('.data'),
  DATABASE_URI: z
    .string()
    .refine(
      (uri) => /^file:./.test(uri) || /^mongodb(\+srv)?:\/\/./.test(uri),
      'must begin with file:, mongodb:// or mongodb+srv://',
    )
    .optional(),
  REDIS_URL: z
    .string()
    .superRefine((url, context) => {
      try {
        parseRedisUrl(url);
      } catch (error) {
        context.addIssue({ code: 'custom', message: (error as Error).message });
      }
    })
    .optional(),
  PAYLOAD_SECRET: z.string().optional(),
  ADMIN_EMAIL: z.email('must be an e-mail address').optional(),
  ADMIN_PASSWORD: z.string().min(12, 'must have at least 12 characters').optional(),
  LOG_LEVEL: z.enum(logLevels, `must be one of ${logLevels.join(', ')}`).default('info'),
  RATE_LIMIT_SCALE: z.coerce
    .number('must be a number above 0')
    .positive('must be a number above 0')
    .default(1),
  TRUST_PROXY: z.coerce
    .number('must be a whole number of proxies, 0 or more')
    .int('must be a whole number of proxies, 0 or more')
    .min(0, 'must be a whole number of proxies, 0 or more')
    .default(0),
  EMBEDDED: z.enum(['true', 'false'], 'must be true or false').optional(),
});

type Variables = z.infer<typeof variables>;

/** An empty variable is one that was not set: `PORT= npm start`, or a line left open in `.env`. */
const withoutEmpty = (source: EnvironmentSource): EnvironmentSource =>
  Object.fromEntries(Object.entries(source).filter(([, value]) => value?.trim()));

function together(source: EnvironmentSource, needsSecret: boolean): string[] {
  const faults: string[] = [];
  if (Boolean(source.ADMIN_EMAIL) !== Boolean(source.ADMIN_PASSWORD)) {
    const missing = source.ADMIN_EMAIL ? 'ADMIN_PASSWORD' : 'ADMIN_EMAIL';
    faults.push(`${missing}: ADMIN_EMAIL and ADMIN_PASSWORD must be set together`);
  }
  if (source.PAYLOAD_SECRET !== undefined) {
    const fault = secretFault(source.PAYLOAD_SECRET);
    if (fault) faults.push(`PAYLOAD_SECRET: ${fault}`);
  } else if (needsSecret) {
    faults.push(
      'PAYLOAD_SECRET: must be set in production and with MongoDB; `openssl rand -hex 32` makes one',
    );
  }
  return faults;
}

const databaseUriOf = (uri: string | undefined, root: string, dataDir: string): string => {
  if (uri === undefined) return `file:${path.join(dataDir, 'coco-chat.db')}`;
  if (!uri.startsWith('file:')) return uri;
  return `file:${path.resolve(root, uri.slice('file:'.length).replace(/^\/\/(?=\/)/, ''))}`;
};

/**
 * Reads and checks the environment. Relative paths are taken from `root`.
 *
 * In the embedded default (SQLite, not in production) a missing PAYLOAD_SECRET is made once and kept
 * in DATA_DIR, so this may write a file.
 *
 * @throws EnvironmentError with a line for each variable at fault, and no value of a secret.
 */
export function readEnvironment(
  source: EnvironmentSource,
  { root }: { root: string },
): Environment {
  const given = withoutEmpty(source);
  const production = given.NODE_ENV === 'production';
  const needsSecret = production || /^mongodb/.test(given.DATABASE_URI ?? '');
  const parsed = variables.safeParse(given);
  const faults = [
    ...(parsed.error?.issues ?? []).map(
      ({ path: [name], message }) => `${String(name)}: ${message}`,
    ),
    ...together(given, needsSecret),
  ];
  if (!parsed.success || faults.length > 0) throw new EnvironmentError(faults);
  return complete(parsed.data, { root, production });
}

function complete(
  values: Variables,
  { root, production }: { root: string; production: boolean },
): Environment {
  const dataDir = path.resolve(root, values.DATA_DIR);
  const publicUrl = values.PUBLIC_URL ?? `http://localhost:${values.PORT}`;
  // Without PUBLIC_URL people open it on this machine, by whichever of its names they type.
  const ownOrigins = values.PUBLIC_URL
    ? [publicUrl]
    : ['localhost', '127.0.0.1', '[::1]'].map((name) => `http://${name}:${values.PORT}`);
  return {
    mode: production ? 'production' : 'development',
    port: values.PORT,
    // Outside production nobody but this machine is meant to reach it.
    host: values.HOST ?? (production ? '0.0.0.0' : 'localhost'),
    publicUrl,
    allowedOrigins: [...new Set([...ownOrigins, ...values.ALLOWED_ORIGINS])],
    dataDir,
    databaseUri: databaseUriOf(values.DATABASE_URI, root, dataDir),
    redisUrl: values.REDIS_URL ?? null,
    payloadSecret: values.PAYLOAD_SECRET ?? keptSecret(dataDir),
    firstAdmin:
      values.ADMIN_EMAIL && values.ADMIN_PASSWORD
        ? { email: values.ADMIN_EMAIL, password: values.ADMIN_PASSWORD }
        : null,
    logLevel: values.LOG_LEVEL,
    rateLimitScale: values.RATE_LIMIT_SCALE,
    trustProxy: values.TRUST_PROXY,
    embedded: values.EMBEDDED
      ? values.EMBEDDED === 'true'
      : !/^mongodb/.test(values.DATABASE_URI ?? ''),
  };
}
