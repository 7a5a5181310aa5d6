import path from 'node:path';

import { lexicalEditor } from '@payloadcms/richtext-lexical';
import { en } from '@payloadcms/translations/languages/en';
import { ko } from '@payloadcms/translations/languages/ko';
import { buildConfig, type CollectionConfig, type Config, type SanitizedConfig } from 'payload';
import sharp from 'sharp';

import { keepQueriesCheap } from './access/cheap-queries';
import { withHiddenIdentities } from './access/hidden-identities';
import { isStaff } from './access/is-staff';
import { createChatAttachments } from './chat/attachments';
import { removeUnpostedUploads } from './chat/attachments/remove-unposted';
import { chatInvites } from './chat/invites';
import { chatMemberships } from './chat/memberships';
import { chatMessages } from './chat/messages';
import { chatRoomCounters } from './chat/room-counters';
import { chatRooms } from './chat/rooms';
import { createMedia } from './content/media';
import { pageSections } from './content/page-sections';
import { siteStats } from './content/site-stats';
import { createDatabase } from './database';
import { noEmail } from './email';
import { liftErrorExtensions } from './error-extensions';
import { deleteOldGuestsTask } from './people/guests/delete-old-guests';
import { guestMutations } from './people/guests/guest-mutations';
import { userBlocks } from './people/user-blocks';
import { users } from './people/users';
import { deleteOldRandomMessages } from './random/delete-old-messages';
import { randomFiguresEndpoint } from './random/figures';
import { randomConsents } from './random/random-consents';
import { randomHolds } from './random/random-holds';
import { randomMatch } from './random/random-match';
import { randomSeats } from './random/random-seats';
import { randomSessions } from './random/random-sessions';
import { auditLog } from './safety/audit-log';
import { chatFilters } from './safety/chat-filters';
import { identityLookup } from './safety/identity-lookup';
import { reports } from './safety/reports';
import { sanctions } from './safety/sanctions';

export interface ConfigOptions {
  /** `file:…` for SQLite, `mongodb://…` for MongoDB. */
  databaseUri: string;
  /** Signs tokens and hashes addresses; at least 32 characters in production. */
  secret: string;
  /** Where uploaded files are kept: the site's in `media`, those of the chat in `attachments`. */
  uploadsDirectory: string;
  /** The address that people see, without a slash at the end; empty for whichever they came by. */
  serverURL?: string;
  /** Origins whose pages may call the APIs with a cookie. Empty: the same origin alone. */
  allowedOrigins?: readonly string[];
  /** The admin panel's own options, from whoever serves it. */
  admin?: Config['admin'];
  /** Where the GraphQL schema is written by its generator. */
  graphQLSchemaFile?: string;
  /** Where the TypeScript types are written by their generator. */
  typesFile?: string;
  /** Where new migrations are written by their generator. */
  migrationsDirectory?: string;
  /** What Payload itself logs with. */
  logger?: Config['logger'];
}

/** Bytes of one uploaded file, of the site's images as of the chat's attachments. */
const largestUpload = 10 * 1024 * 1024; // 10 MiB

/** The one Payload config, for whoever runs it: the admin, the chat-server, a generator or a test. */
export async function createConfig(options: ConfigOptions): Promise<SanitizedConfig> {
  const origins = [...(options.allowedOrigins ?? [])];
  const config = await buildConfig({
    secret: options.secret,
    serverURL: options.serverURL ?? '',
    cors: origins,
    csrf: origins,
    db: await createDatabase(options.databaseUri, options.migrationsDirectory),
    email: noEmail,
    editor: lexicalEditor(),
    sharp,
    telemetry: false,
    collections: [
      pageSections,
      siteStats,
      createMedia(path.join(options.uploadsDirectory, 'media')),
      chatRooms,
      chatMessages,
      chatMemberships,
      chatRoomCounters,
      chatInvites,
      createChatAttachments(path.join(options.uploadsDirectory, 'attachments')),
      randomSessions,
      randomSeats,
      randomConsents,
      randomHolds,
      reports,
      sanctions,
      auditLog,
      users,
      userBlocks,
    ]
      .map(withHiddenIdentities)
      .map(withCheapQueries),
    globals: [chatFilters, randomMatch],
    endpoints: [identityLookup, randomFiguresEndpoint],
    admin: {
      user: users.slug,
      avatar: 'default', // the stock setting asks a host outside for pictures
      ...options.admin,
    },
    localization: {
      locales: [
        { code: 'ko', label: { ko: '한국어', en: 'Korean' } },
        { code: 'en', label: { ko: '영어', en: 'English' } },
      ],
      defaultLocale: 'ko',
      fallback: true,
    },
    i18n: { supportedLanguages: { ko, en }, fallbackLanguage: 'en' },
    hooks: { afterError: [liftErrorExtensions] },
    graphQL: {
      mutations: guestMutations,
      maxComplexity: 2_000,
      ...(options.graphQLSchemaFile ? { schemaOutputFile: options.graphQLSchemaFile } : {}),
    },
    maxDepth: 4,
    defaultDepth: 1,
    upload: {
      limits: { fileSize: largestUpload + 1, files: 1 }, // reached is refused
      abortOnLimit: true,
      responseOnLimit: `file: it is larger than ${largestUpload / 1024 / 1024} MiB.`,
      requestSizeLimit: largestUpload + 64 * 1024, // and what stands around the file
    },
    // Scheduled publishing stalls where nobody runs the queue; only a process that starts Payload
    // with `cron` does, and that is the CMS.
    jobs: {
      access: { run: isStaff, queue: isStaff, cancel: isStaff },
      autoRun: [{ cron: '* * * * *', limit: 50 }],
      tasks: [removeUnpostedUploads, deleteOldGuestsTask, deleteOldRandomMessages],
    },
    typescript: {
      autoGenerate: false,
      ...(options.typesFile ? { outputFile: options.typesFile } : {}),
    },
    ...(options.logger ? { logger: options.logger } : {}),
  });
  return withoutOpenInternals(config);
}

/** Adds to a collection what keeps people's queries to what an index answers. */
const withCheapQueries = (collection: CollectionConfig): CollectionConfig => ({
  ...collection,
  hooks: {
    ...collection.hooks,
    beforeOperation: [...(collection.hooks?.beforeOperation ?? []), keepQueriesCheap],
  },
});

/**
 * Payload opens its own `payload-locked-documents` to every account. Members of the chat are
 * accounts too, so it is closed to all but staff.
 */
function withoutOpenInternals(config: SanitizedConfig): SanitizedConfig {
  for (const collection of config.collections) {
    if (collection.slug !== 'payload-locked-documents') continue;
    Object.assign(collection.access, {
      create: isStaff,
      read: isStaff,
      update: isStaff,
      delete: isStaff,
    });
  }
  return config;
}
