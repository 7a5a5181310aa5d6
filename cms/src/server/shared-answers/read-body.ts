import type { IncomingMessage } from 'node:http';

/** The body of a request, as text. Null where the client went away before it had sent all. */
export function readBody(request: IncomingMessage): Promise<string | null> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const [first] = chunks;
      resolve((first && chunks.length === 1 ? first : Buffer.concat(chunks)).toString());
    });
    request.on('close', () => {
      resolve(null);
    });
    request.on('error', () => {
      resolve(null);
    });
  });
}
