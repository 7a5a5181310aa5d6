import { configToSchema } from '@payloadcms/graphql';
import { expect, test } from '@jest/globals';

import { createConfig } from '../config';
import { publicContentFields } from './public-content';

test('public content are the sections, figures and images, by names that Payload gives them', async () => {
  const config = await createConfig({
    databaseUri: 'file:never-opened.db',
    secret: 'a secret for tests, of more than 32 characters',
    uploadsDirectory: 'never-written',
  });
  const names = [...publicContentFields(config)];
  expect(names).toEqual([
    ...['PageSection', 'PageSections', 'countPageSections'],
    ...['SiteStat', 'SiteStats', 'countSiteStats'],
    ...['Media', 'allMedia', 'countallMedia'],
  ]);
  const fields = configToSchema(config).schema.getQueryType()?.getFields() ?? {};
  expect(Object.keys(fields)).toEqual(expect.arrayContaining(names));
});
