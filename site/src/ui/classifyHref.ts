export type HrefKind = 'page' | 'api' | 'fragment' | 'elsewhere' | 'unsafe';

const safeProtocols = new Set(['http:', 'https:', 'mailto:', 'tel:']);

/** Where a link that somebody wrote by hand leads; `unsafe` is whatever a browser might run as code. */
export function classifyHref(href: string): HrefKind {
  if (href.startsWith('#')) return 'fragment';
  // `//host` and `/\host` look like paths and lead to another host.
  if (/^\/(?![/\\])/.test(href)) return /^\/(admin|api)(\/|$)/.test(href) ? 'api' : 'page';
  return URL.canParse(href) && safeProtocols.has(new URL(href).protocol) ? 'elsewhere' : 'unsafe';
}
