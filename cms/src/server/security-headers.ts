import { createHash } from 'node:crypto';

import type { RequestHandler } from 'express';

const permissions = 'camera=(), geolocation=(), microphone=(), payment=(), usb=()';

/** For every answer, whichever part of the product gives it. */
export function commonHeaders({ secure }: { secure: boolean }): RequestHandler {
  return (_request, response, next) => {
    response.set({
      'X-Content-Type-Options': 'nosniff',
      'Referrer-Policy': 'strict-origin-when-cross-origin',
      'Permissions-Policy': permissions,
      'Cross-Origin-Opener-Policy': 'same-origin',
    });
    // Only where people come by HTTPS anyway: elsewhere it would lock them out of plain HTTP.
    if (secure) response.set('Strict-Transport-Security', 'max-age=31536000');
    next();
  };
}

/** The admin panel writes its scripts and styles inline, and shows the site in a frame. */
export const adminPolicy = [
  "default-src 'self'",
  "script-src 'self' 'unsafe-inline'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "font-src 'self' data:",
  "worker-src 'self' blob:",
  "frame-ancestors 'self'",
  "base-uri 'self'",
  "form-action 'self'",
  "object-src 'none'",
].join('; ');

/** An uploaded file is shown as what it is, and never runs: an SVG can hold a script. */
export const uploadPolicy = "default-src 'none'; style-src 'unsafe-inline'; sandbox";

/** Sets a `Content-Security-Policy`. */
export function contentSecurityPolicy(policy: string): RequestHandler {
  return (_request, response, next) => {
    response.set('Content-Security-Policy', policy);
    next();
  };
}

/**
 * The site's policy: its own files, such inline scripts as its page holds (by their hash), and the
 * APIs of this server, also by its public origin where people came by another.
 *
 * @param page the site's index.html
 * @param publicUrl an origin
 */
export function sitePolicy(page: string, publicUrl: string): string {
  const hashes = [...page.matchAll(/<script>([\s\S]*?)<\/script>/g)].map(
    ([, script = '']) => `'sha256-${createHash('sha256').update(script).digest('base64')}'`,
  );
  return [
    "default-src 'self'",
    ["script-src 'self'", ...hashes].join(' '),
    "style-src 'self' 'unsafe-inline'",
    `img-src 'self' data: blob: ${publicUrl}`,
    "font-src 'self' data:",
    `connect-src 'self' ${publicUrl} ${publicUrl.replace(/^http/, 'ws')}`,
    "frame-ancestors 'self'",
    "base-uri 'self'",
    "form-action 'self'",
    "object-src 'none'",
  ].join('; ');
}
