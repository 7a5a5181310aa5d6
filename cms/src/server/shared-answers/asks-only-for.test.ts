import { describe, expect, test } from '@jest/globals';

import { asksOnlyFor } from './asks-only-for';

const fields = new Set(['PageSections', 'SiteStats']);
const asks = (query: string, more: object = {}): boolean =>
  asksOnlyFor(fields, JSON.stringify({ query, ...more }));

describe('a request asks only for these fields', () => {
  test.each([
    '{ PageSections { docs { id } } }',
    'query Landing { PageSections { totalDocs } stats: SiteStats { totalDocs } __typename }',
    '{ ...Landing } fragment Landing on Query { PageSections { totalDocs } }',
    '{ ... on Query { ... @include(if: true) { SiteStats { totalDocs } } } }',
  ])('in %s', (query) => {
    expect(asks(query)).toBe(true);
  });

  test.each([
    '{ PageSections { totalDocs } Users { totalDocs } }',
    '{ PageSections: Users { totalDocs } }',
    '{ ...Landing Users { totalDocs } } fragment Landing on Query { PageSections { totalDocs } }',
    '{ ...A } fragment A on Query { ...B } fragment B on Query { meUser { token } }',
    '{ ... on Query { Access { canAccessAdmin } } }',
    '{ PageSections { totalDocs } __schema { types { name } } }',
    '{ __type(name: "User") { name } }',
    'mutation { PageSections: deleteMedia(id: "1") { id } }',
    'mutation { PageSections { totalDocs } }',
    'subscription { PageSections { totalDocs } }',
    'fragment Landing on Query { PageSections { totalDocs } }',
    '{ PageSections { totalDocs }',
    '',
  ])('not in %s', (query) => {
    expect(asks(query)).toBe(false);
  });

  test('in the operation that is meant, whatever the others are', () => {
    const two = `query Read { PageSections { totalDocs } } mutation Write { deleteMedia(id: "1") { id } }`;
    expect(asks(two, { operationName: 'Read' })).toBe(true);
    expect(asks(two, { operationName: 'Write' })).toBe(false);
    expect(asks(two, { operationName: 'Other' })).toBe(false);
    expect(asks(two, { operationName: '' })).toBe(false);
    expect(asks(two)).toBe(false);
  });

  test('also where a fragment spreads itself, which Payload refuses', () => {
    const circle = '{ ...A } fragment A on Query { ...B PageSections { totalDocs } }';
    expect(asks(`${circle} fragment B on Query { ...A }`)).toBe(true);
    expect(asks(`${circle} fragment B on Query { ...A Users { totalDocs } }`)).toBe(false);
  });

  test('not in what is no request, nor in one without end', () => {
    for (const body of ['', '{', 'null', '"{}"', '[{"query":"{ PageSections { id } }"}]', '{}']) {
      expect(asksOnlyFor(fields, body)).toBe(false);
    }
    expect(asks('{ PageSections { totalDocs } }', { operationName: 1 })).toBe(false);
    expect(asks(`{ ${'SiteStats { totalDocs } '.repeat(2_000)} }`)).toBe(false);
  });
});
