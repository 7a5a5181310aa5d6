/** Seconds. Long enough to scroll back and forth, and short beside what is deleted. */
const kept = 300; // 5 minutes

/** Images are shown where they stand; whatever else it is, is saved and never opened as a page. */
export function attachmentHeaders({ headers }: { headers: Headers }): Headers {
  const isImage = headers.get('Content-Type')?.startsWith('image/') ?? false;
  headers.set('Content-Disposition', isImage ? 'inline' : 'attachment');
  headers.set('X-Content-Type-Options', 'nosniff');
  headers.set('Content-Security-Policy', "default-src 'none'; sandbox");
  headers.set('Cache-Control', `private, max-age=${kept}`);
  headers.set('Vary', 'Authorization, Cookie');
  return headers;
}
