import type { Config } from 'payload';

type AfterError = NonNullable<NonNullable<Config['hooks']>['afterError']>[number];

/**
 * Puts `code`, `field` and `retryAfterMs` of our refusals where every GraphQL client looks for them:
 * right in `extensions`, and not only in Payload's `extensions.data`.
 */
export const liftErrorExtensions: AfterError = ({ graphqlResult }) => {
  const data: unknown = (graphqlResult?.extensions as { data?: unknown } | undefined)?.data;
  if (!graphqlResult || typeof data !== 'object' || data === null) return undefined;
  const { code, field, retryAfterMs } = data as Record<string, unknown>;
  if (code === undefined) return undefined;
  const lifted = Object.fromEntries(
    Object.entries({ code, field, retryAfterMs }).filter(([, value]) => value !== undefined),
  );
  return {
    graphqlResult: {
      ...graphqlResult,
      extensions: { ...graphqlResult.extensions, ...lifted },
    },
  };
};
