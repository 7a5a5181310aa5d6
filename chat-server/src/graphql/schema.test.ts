import { describe, expect, test } from '@jest/globals';
import { GraphQLObjectType } from 'graphql';

import { createSchema } from './schema';

const schema = createSchema();

describe('every field that can be asked for', () => {
  const roots = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()];
  const fields = roots.flatMap((root) =>
    Object.values((root as GraphQLObjectType).getFields()).map((field) => ({
      name: `${root?.name ?? ''}.${field.name}`,
      answer: root?.name === 'Subscription' ? field.subscribe : field.resolve,
    })),
  );

  test.each(fields.map(({ name, answer }) => [name, answer] as const))(
    '%s is answered',
    (_, answer) => {
      expect(answer).toBeDefined();
    },
  );
});
