import { findDebianServer } from './find-debian-server.mjs';

/**
 * redis-server on the PATH, or unpacked from Debian's package. (redis-memory-server would compile it.)
 *
 * @param {import('./finding.mjs').Search} search
 */
export const findRedis = (search) =>
  findDebianServer(search, {
    name: 'redis-server',
    program: 'usr/bin/redis-server',
    versionArgument: '--version',
  });
