import { describe, expect, test } from '@jest/globals';
import { GraphQLObjectType } from 'graphql';

import { RateLimiter } from '../safety/rate-limiter';
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

describe('a field that is not built yet', () => {
  const { resolve } = schema.getMutationType()?.getFields().endRandomSession ?? {};
  const { subscribe } = schema.getSubscriptionType()?.getFields().randomMatch ?? {};
  const session = { userId: 'somebody', mutedUntil: null };
  const limiter = new RateLimiter(null, 1);

  test.each([
    ['a mutation', resolve],
    ['a subscription', subscribe],
  ])('says so: %s', async (_, answer) => {
    const ask = async (context: object): Promise<unknown> =>
      answer?.({}, {}, { limiter, viewerId: null, ...context }, {} as never);
    await expect(ask({ session })).rejects.toMatchObject({ code: 'UNAVAILABLE' });
    await expect(ask({ session: null })).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
  });
});
