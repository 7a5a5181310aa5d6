import { readdirSync } from 'node:fs';
import path from 'node:path';

import type { RequestHandler } from 'express';

/** In the order of preference: the ending of a compressed file, and the name of its encoding. */
const encodings = [
  ['.br', 'br'],
  ['.gz', 'gzip'],
] as const;

/**
 * Lets the files that the build compressed be served in place of those they were made from, to whom
 * accepts that. The folder is looked through once: a build does not change under a running server.
 */
export function preferCompressed(folder: string): RequestHandler {
  const served = new Set(
    readdirSync(folder, { recursive: true, encoding: 'utf8' }).map(
      (name) => `/${name.split(path.sep).join('/')}`,
    ),
  );
  return (request, response, next) => {
    const asked = request.path;
    const offered = encodings.filter(([ending]) => served.has(asked + ending));
    if (offered.length === 0) return next();

    response.vary('Accept-Encoding');
    const [ending, encoding] =
      offered.find(([, name]) => request.acceptsEncodings(name) !== false) ?? [];
    if (ending !== undefined) {
      response.type(path.extname(asked)).set('Content-Encoding', encoding);
      request.url = asked + ending;
    }
    return next();
  };
}
