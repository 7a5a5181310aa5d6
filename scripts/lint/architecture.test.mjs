import { fileURLToPath } from 'node:url';

import { describe, expect, test } from '@jest/globals';
import { ESLint } from 'eslint';
import tseslint from 'typescript-eslint';

const eslint = new ESLint({
  cwd: fileURLToPath(new URL('../..', import.meta.url)),
  // The project's own configuration, less what needs the types of a file on disk.
  overrideConfig: [
    tseslint.configs.disableTypeChecked,
    { languageOptions: { parserOptions: { projectService: false } } },
  ],
});

/**
 * @param {string} file
 * @param {string} code
 * @returns {Promise<string[]>} what the rules about the architecture say against it
 */
async function faultsOf(file, code) {
  const [result] = await eslint.lintText(code, { filePath: file });
  return (result?.messages ?? [])
    .filter(({ ruleId }) => ruleId?.startsWith('coco-chat/'))
    .map(({ message }) => message);
}

describe('the directions of imports', () => {
  test.each([
    ['collections/src/config.ts', 'next/navigation'],
    ['collections/src/config.ts', 'react'],
    ['collections/src/config.ts', '@coco-chat/chat-server'],
    ['collections/src/config.ts', '@coco-chat/cms'],
    ['collections/src/config.ts', '@payloadcms/db-sqlite'],
    ['collections/src/chat/rooms.ts', '@payloadcms/db-mongodb'],
    ['chat-server/src/main.ts', '@coco-chat/cms'],
    ['chat-server/src/main.ts', '@coco-chat/site'],
    ['chat-server/src/main.ts', 'next'],
    ['chat-server/src/main.ts', 'ioredis'],
    ['chat-server/src/rooms/posting.ts', 'mongodb'],
    ['chat-server/src/bus/redis.ts', 'drizzle-orm/libsql'],
    ['chat-server/src/store/sqlite.ts', 'ioredis'],
    ['chat-server/src/main.ts', '@coco-chat/e2e/servers'],
    ['cms/src/server.ts', '@coco-chat/site'],
    ['site/src/main.tsx', '@coco-chat/collections'],
    ['site/src/main.tsx', '@coco-chat/chat-server'],
    ['e2e/topology/topology.ts', '@coco-chat/bench'],
    ['bench/src/main.ts', '@coco-chat/chat-server'],
    ['site/src/main.tsx', 'payload'],
    ['site/src/ui/Button.tsx', '@apollo/client/react'],
    ['site/src/ui/Button.tsx', '../features/chat/Room'],
    ['site/src/ui/deep/Button.tsx', '../../apollo/client'],
  ])('%s may not import %s', async (file, source) => {
    const expected = [expect.stringContaining(`${file} may not import ${source}: `)];
    expect(await faultsOf(file, `import '${source}';`)).toEqual(expected);
  });

  test.each([
    ['collections/src/database.ts', '@payloadcms/db-sqlite'],
    ['collections/src/config.ts', 'payload'],
    ['chat-server/src/main.ts', '@coco-chat/collections'],
    ['chat-server/src/bus/redis.ts', 'ioredis'],
    ['chat-server/src/store/sqlite.ts', 'drizzle-orm'],
    ['chat-server/src/bus/redis.integration.test.ts', '@coco-chat/e2e/servers'],
    ['cms/src/server.ts', '@coco-chat/chat-server'],
    ['cms/src/admin/Panel.tsx', 'next/navigation'],
    ['site/src/features/chat/Room.tsx', '@apollo/client/react'],
    ['site/src/features/chat/Room.tsx', '../../ui/Button'],
    ['bench/src/product/arranger.ts', '@coco-chat/collections'],
    ['bench/src/product/product.ts', '@coco-chat/e2e/servers/start'],
  ])('%s may import %s', async (file, source) => {
    expect(await faultsOf(file, `import '${source}';`)).toEqual([]);
  });

  test.each([
    "import type { Thing } from 'react';",
    "export { thing } from 'react';",
    "export * from 'react';",
    "export const thing = await import('react');",
    "export type Thing = import('react').ReactNode;",
  ])('hold for %s', async (code) => {
    expect(await faultsOf('collections/src/config.ts', code)).toHaveLength(1);
  });

  test.each([
    ['chat-server/src/main.ts', '../../collections/src/config'],
    ['e2e/topology/server.ts', '../../chat-server/src/environment'],
  ])('%s may not reach %s by a path', async (file, source) => {
    expect(await faultsOf(file, `import '${source}';`)).toEqual([
      'Import another workspace by its name, not by a path.',
    ]);
  });
});

describe('the names of files', () => {
  test.each(['chat-server/src/utils.ts', 'site/src/helpers/text.ts', 'cms/src/common.test.ts'])(
    '%s says nothing',
    async (file) => {
      expect(await faultsOf(file, '')).toEqual([expect.stringContaining('could hold anything')]);
    },
  );

  test('names that hold such a word are fine', async () => {
    expect(await faultsOf('chat-server/src/commonmark.ts', '')).toEqual([]);
  });
});
