/** The address that takes somebody into a private room, wherever this site is served from. */
export function inviteUrl(code: string): string {
  const path = `invite/${encodeURIComponent(code)}`;
  return new URL(`${import.meta.env.BASE_URL.replace(/\/$/, '')}/${path}`, window.location.origin)
    .href;
}
