import { findDebianServer } from './find-debian-server.mjs';

/**
 * nginx on the PATH, or unpacked from Debian's package.
 *
 * @param {import('./finding.mjs').Search} search
 */
export const findNginx = (search) =>
  findDebianServer(search, { name: 'nginx', program: 'usr/sbin/nginx', versionArgument: '-v' });
