/**
 * Which part may import which. Paths are relative to the repository and stand for all that is below
 * them; `npm:name` is a package (a `*` at its end stands for any ending).
 *
 * @type {import('./import-directions-rule.mjs').Direction[]}
 */
export const directions = [
  {
    in: ['collections/'],
    never: ['chat-server/', 'cms/', 'site/', 'npm:next', 'npm:react', 'npm:react-dom'],
    because: 'the data model knows neither its users nor the admin',
  },
  {
    in: ['collections/'],
    except: [
      'collections/src/database.ts',
      'collections/src/database-indexes.ts',
      'collections/src/migrate.ts',
    ],
    never: ['npm:@payloadcms/db-*'],
    because:
      'only collections/src/database.ts, its indexes and the migrations know which database there is',
  },
  {
    in: ['chat-server/'],
    never: ['cms/', 'site/', 'npm:next', 'npm:react', 'npm:react-dom'],
    because: 'the chat server runs without the admin and without the site',
  },
  {
    in: ['chat-server/'],
    except: ['chat-server/src/bus/'],
    never: ['npm:ioredis'],
    because: 'only chat-server/src/bus knows which event bus there is',
  },
  {
    in: ['chat-server/'],
    except: ['chat-server/src/store/'],
    never: ['npm:mongodb', 'npm:drizzle-orm', 'npm:@libsql/client', 'npm:libsql'],
    because: 'only chat-server/src/store knows which database there is',
  },
  {
    in: ['cms/'],
    never: ['site/'],
    because: 'the admin serves the built site as files and knows nothing of its code',
  },
  {
    in: ['site/'],
    never: ['collections/', 'chat-server/', 'cms/', 'npm:payload', 'npm:@payloadcms/*', 'npm:next'],
    because: 'the site is static and speaks to the servers by GraphQL only',
  },
  {
    in: ['site/src/ui/'],
    never: ['site/src/features/', 'site/src/apollo/', 'npm:@apollo/client'],
    because: 'presentational parts have no data of their own',
  },
  {
    in: ['collections/', 'chat-server/', 'cms/', 'site/'],
    exceptTests: true,
    never: ['e2e/'],
    because: "the tests' servers are for tests",
  },
  {
    in: ['collections/', 'chat-server/', 'cms/', 'site/', 'e2e/'],
    never: ['bench/'],
    because: 'the bench measures the product, which knows nothing of it',
  },
  {
    in: ['bench/'],
    // The queue of the random match is measured by itself.
    except: ['bench/src/contenders/match-queue.ts', 'bench/src/contenders/mongo-queue.ts'],
    never: ['chat-server/', 'cms/', 'site/'],
    because: 'the bench starts what was built, as people run it',
  },
];
