/**
 * Where the API answers, without a slash at the end: what config.js says, else what the build was told,
 * else '' for the origin that the site itself comes from.
 */
export function apiBaseUrl(): string {
  const configured = window.API_BASE_URL ?? import.meta.env.VITE_API_BASE_URL ?? '';
  return configured.replace(/\/+$/, '');
}

/** The address of something the API serves, such as `/api/media/file/cat.webp`; absolute URLs stay as they are. */
export function apiUrl(path: string): string {
  return /^[a-z][a-z\d+.-]*:/i.test(path) ? path : apiBaseUrl() + path;
}

/** The WebSocket address of a path of the API. */
export function apiSocketUrl(path: string): string {
  const url = new URL(apiUrl(path), window.location.href);
  url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
  return url.href;
}
