import path from 'node:path';

import { hasDebianPackages, unpackedBefore, unpackPackage } from './debian-packages.mjs';
import { faultOf, firstLine, onPath } from './finding.mjs';

/**
 * A server on the PATH, or else unpacked from the Debian package of its name. Installing that would start
 * a service on the developer's machine.
 *
 * @param {import('./finding.mjs').Search} search
 * @param {object} server
 * @param {string} server.name of the program and of the package
 * @param {string} server.program path inside the package
 * @param {string} server.versionArgument
 * @returns {Promise<import('./finding.mjs').Finding>}
 */
export async function findDebianServer(search, { name, program, versionArgument }) {
  const into = path.join(search.cache, name);
  const here = onPath([name], search.environment) ?? unpackedBefore(into, program);
  if (here !== undefined) return { path: here };
  if (!search.mayFetch) return { missing: `no ${name} on the PATH` };
  if (!hasDebianPackages(search.environment)) {
    return { missing: `no ${name} on the PATH, and no apt-get to fetch it with` };
  }

  search.log(`Fetching ${name} for the tests (apt-get download)`);
  try {
    const unpacked = await unpackPackage({ name, program, into });
    const fault = await faultOf(unpacked, versionArgument);
    return fault === undefined
      ? { path: unpacked }
      : { missing: `${name} was fetched, but: ${fault}` };
  } catch (error) {
    return { missing: `no ${name} on the PATH, and fetching it failed: ${firstLine(error)}` };
  }
}
