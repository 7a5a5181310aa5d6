import { clientAddress, type ChatServer, type Environment } from '@coco-chat/chat-server';
import { clientAddressHeader } from '@coco-chat/collections';
import express, { type Express, type Router } from 'express';

import type { NextApp } from './next-app';
import {
  adminPolicy,
  commonHeaders,
  contentSecurityPolicy,
  uploadPolicy,
} from './security-headers';
import { graphqlPath, type VisitorAnswers } from './shared-answers/visitor-answers';
import { siteFiles } from './site-files';

interface AppParts {
  environment: Environment;
  next: NextApp;
  /** Answers `/healthz` and `/readyz`. */
  readiness: Router;
  /** Answers what visitors ask of the CMS's GraphQL, before Next does. */
  visitorAnswers?: VisitorAnswers;
  /** Where the chat is answered by this process too. */
  chat?: ChatServer;
  /** Where the site is served by this process too: the folder of its build. */
  siteFolder?: string;
  /** Development tools need what the policies forbid. */
  dev: boolean;
}

/** Which part of the product answers which path. */
export function createApp({
  environment,
  next,
  readiness,
  visitorAnswers,
  chat,
  siteFolder,
  dev,
}: AppParts): Express {
  const { publicUrl, trustProxy } = environment;
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag'); // Next and the files of the site bring their own
  app.set('trust proxy', trustProxy);
  app.use(commonHeaders({ secure: publicUrl.startsWith('https:') }));

  if (visitorAnswers) app.post(graphqlPath, visitorAnswers.handle);
  app.use(readiness);
  if (chat) app.use(chat.router);
  if (!dev) {
    app.use('/admin', contentSecurityPolicy(adminPolicy));
    app.use('/api/media/file', contentSecurityPolicy(uploadPolicy));
  }
  app.use(['/admin', '/api', '/_next'], (request, response) => {
    // Express took the path of the mount away; Next wants it whole.
    request.url = request.originalUrl;
    request.headers[clientAddressHeader] = clientAddress(request, trustProxy);
    return next.handle(request, response);
  });
  if (siteFolder !== undefined) app.use(siteFiles(siteFolder, { publicUrl }));
  app.use((_request, response) => {
    response.status(404).type('text').send('Not found');
  });
  return app;
}
