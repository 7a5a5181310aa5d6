import { GRAPHQL_PLAYGROUND_GET } from '@payloadcms/next/routes';

import config from '../../../../payload.config';

/** Answers in development only; Payload itself refuses it in production. */
export const GET = GRAPHQL_PLAYGROUND_GET(config);
