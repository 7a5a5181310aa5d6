import { costLimitRule } from '@escape.tech/graphql-armor-cost-limit';
import { maxAliasesRule } from '@escape.tech/graphql-armor-max-aliases';
import { maxDepthRule } from '@escape.tech/graphql-armor-max-depth';
import { maxDirectivesRule } from '@escape.tech/graphql-armor-max-directives';
import type { GraphQLError, ValidationContext, ValidationRule } from 'graphql';

/** The largest request body and WebSocket message, in bytes (OWASP's advice for WebSockets). */
export const largestMessage = 64 * 1024; // 64 KiB

/** How much a socket may have queued before its client counts as too slow, in bytes. */
export const largestBacklog = 1024 * 1024; // 1 MiB

/** Subscriptions that one WebSocket may have at a time. */
export const mostSubscriptions = 100;

/** WebSockets that one account may have at a time: tabs and devices. */
export const mostConnections = 20;

/** The longest document, in tokens. GraphQL Armor's default is 1,000. */
export const mostTokens = 1_000;

const reported = {
  propagateOnRejection: false,
  onReject: [
    (context: ValidationContext | null, error: GraphQLError) => {
      context?.reportError(error);
    },
  ],
};

/**
 * What a document may ask for. The numbers are GraphQL Armor's defaults, but for two: the contract's
 * own connections are up to eight levels deep, and a list of rooms with their newest messages, the
 * site's costliest document, costs about 10,000.
 */
export const limitRules: readonly ValidationRule[] = [
  maxDepthRule({ n: 10, flattenFragments: true, ...reported }),
  maxAliasesRule({ n: 15, ...reported }),
  maxDirectivesRule({ n: 50, ...reported }),
  costLimitRule({ maxCost: 50_000, flattenFragments: true, ...reported }),
];
