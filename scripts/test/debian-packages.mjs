import { mkdir, mkdtemp, readdir, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';

import { fetchBy, isExecutable, onPath } from './finding.mjs';

const apt = ['-o', 'DPkg::Lock::Timeout=120', '-o', 'Acquire::Retries=2'];

export const isRoot = process.getuid?.() === 0;

/**
 * Whether Debian's package tools are here.
 *
 * @param {import('./finding.mjs').Environment} environment
 */
export function hasDebianPackages(environment) {
  return ['apt-get', 'dpkg-deb'].every((tool) => onPath([tool], environment) !== undefined);
}

/** @type {Promise<void> | undefined} */
let updating;

/**
 * Fetches the lists of packages, once a run. Where that fails, or only root could, they are as they are:
 * what is fetched next will tell.
 */
export function updatePackageLists() {
  updating ??= isRoot
    ? fetchBy('apt-get', [...apt, '-q', 'update']).then(
        () => {},
        () => {},
      )
    : Promise.resolve();
  return updating;
}

/**
 * Installs packages for good. Needs root.
 *
 * @param {readonly string[]} packages
 */
export async function installPackages(packages) {
  await updatePackageLists();
  await fetchBy(
    'apt-get',
    [...apt, '-q', '-y', '--no-install-recommends', 'install', ...packages],
    { env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } },
  );
}

/**
 * Which packages apt would install for this one on this machine: itself and what it depends on, less
 * what is installed.
 *
 * @param {string} name
 */
async function missingPackages(name) {
  const plan = await fetchBy('apt-get', ['-s', '-q', '--no-install-recommends', 'install', name]);
  return [...plan.matchAll(/^Inst (\S+)/gm)].map(([, found]) => /** @type {string} */ (found));
}

/** @param {string} text */
const shellQuoted = (text) => `'${text.replaceAll("'", String.raw`'\''`)}'`;

/**
 * @param {string} into
 * @param {string} program path inside the package
 * @returns {string | undefined} what {@link unpackPackage} returned before
 */
export function unpackedBefore(into, program) {
  const launcher = path.join(into, path.basename(program));
  return isExecutable(launcher) ? launcher : undefined;
}

/**
 * Unpacks a Debian package and what it needs into a folder: nothing is installed, no service is started,
 * and nobody has to be root.
 *
 * @param {object} options
 * @param {string} options.name of the package
 * @param {string} options.program path inside the package, such as `usr/bin/redis-server`
 * @param {string} options.into a folder to be made
 * @returns {Promise<string>} an executable
 */
export async function unpackPackage({ name, program, into }) {
  await updatePackageLists();
  await mkdir(path.dirname(into), { recursive: true });
  const work = await mkdtemp(`${into}.`);
  try {
    // apt fetches as a user of its own where that user can write, and warns where it cannot.
    await fetchBy('apt-get', ['-q', 'download', ...(await missingPackages(name))], { cwd: work });
    for (const file of (await readdir(work)).filter((entry) => entry.endsWith('.deb'))) {
      await fetchBy('dpkg-deb', ['-x', file, 'root'], { cwd: work });
      await rm(path.join(work, file));
    }
    const root = path.join(into, 'root');
    const libraries = await libraryFolders(path.join(work, 'root'));
    const search = libraries.map((folder) => path.join(root, folder)).join(':');
    // `exec`: the process that runs is the program itself, so signals reach it.
    const script = `#!/bin/sh
LD_LIBRARY_PATH=${shellQuoted(search)}\${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH} exec ${shellQuoted(path.join(root, program))} "$@"
`;
    await writeFile(path.join(work, path.basename(program)), script, { mode: 0o755 });
    await rm(into, { recursive: true, force: true });
    await rename(work, into);
  } finally {
    await rm(work, { recursive: true, force: true });
  }
  return path.join(into, path.basename(program));
}

/**
 * @param {string} root where packages were unpacked
 * @returns {Promise<string[]>} folders in it that hold shared libraries, relative to it
 */
async function libraryFolders(root) {
  const files = await readdir(root, { recursive: true });
  return [
    ...new Set(files.filter((file) => /\.so(\.|$)/.test(file)).map((file) => path.dirname(file))),
  ];
}
