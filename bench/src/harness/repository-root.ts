import process from 'node:process';

/** The top of the repository: `scripts/bench.mjs` starts this there, and what this starts inherits it. */
export const repositoryRoot = process.cwd();
