import { readFileSync } from 'node:fs';
import path from 'node:path';

import express, { Router, type Request, type RequestHandler } from 'express';

import { preferCompressed } from './compressed-files';
import { contentSecurityPolicy, sitePolicy } from './security-headers';
import { StartupError } from './startup-error';

const year = 365 * 24 * 60 * 60; // seconds

/** Paths that belong to other parts of the product, and never fall into the site. */
const reserved = /^\/(admin|api|chat|_next|healthz|readyz|metrics)(\/|$)/;

/** Paths of files. What is not there is missing, and not a page of the site. */
const file = /^\/assets\/|\.[a-z0-9]{1,8}$/i;

/** Where a browser shows a page. */
const pages = ['document', 'iframe', 'frame'];

/**
 * Whether the answer is the site's page, whose own router then reads the path. True for navigations
 * only: a script, an image or an API call that asks for something missing is told so.
 */
function isNavigation(request: Request): boolean {
  if (request.method !== 'GET' && request.method !== 'HEAD') return false;
  if (reserved.test(request.path) || file.test(request.path)) return false;
  // Browsers say what they ask for; others do not, and are taken by what they accept.
  const destination = request.get('Sec-Fetch-Dest');
  if (destination !== undefined && !pages.includes(destination)) return false;
  return request.accepts('html') !== false;
}

const pageForNavigations: RequestHandler = (request, _response, next) => {
  if (isNavigation(request)) request.url = '/index.html';
  next();
};

/** What Vite puts under `assets/` has its hash in its name; all else is asked for again each time. */
function cacheControl(served: string, folder: string): string {
  const hashed = path.relative(folder, served).startsWith(`assets${path.sep}`);
  return hashed ? `public, max-age=${year}, immutable` : 'no-cache';
}

/**
 * Serves the built site.
 *
 * @param folder the site's build
 * @throws StartupError when the site was not built
 */
export function siteFiles(folder: string, { publicUrl }: { publicUrl: string }): Router {
  const page = path.join(folder, 'index.html');
  let html: string;
  try {
    html = readFileSync(page, 'utf8');
  } catch (error) {
    throw new StartupError(`${page} is missing: \`npm run build\` makes it`, { cause: error });
  }

  const router = Router();
  router.use(contentSecurityPolicy(sitePolicy(html, publicUrl)));
  router.use(pageForNavigations);
  router.use(preferCompressed(folder));
  router.use(
    express.static(folder, {
      cacheControl: false, // set below, by name
      index: false,
      redirect: false,
      setHeaders: (response, served) => {
        response.set('Cache-Control', cacheControl(served, folder));
      },
    }),
  );
  return router;
}
