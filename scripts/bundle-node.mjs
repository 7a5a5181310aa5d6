import { rmSync } from 'node:fs';
import path from 'node:path';

/**
 * How a workspace that runs in plain Node is bundled: its own files only, packages stay packages.
 *
 * @param {string} root
 * @param {string} workspace
 * @param {readonly string[]} entries relative to the workspace
 * @returns {import('esbuild').BuildOptions}
 */
export function nodeBundle(root, workspace, entries) {
  return {
    absWorkingDir: path.join(root, workspace),
    entryPoints: [...entries],
    outdir: 'dist',
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    target: 'node20',
    splitting: true,
    sourcemap: true,
    chunkNames: '[name]-[hash]',
    loader: { '.graphql': 'text' },
    logLevel: 'silent',
  };
}

/**
 * @param {string} root
 * @param {string} workspace
 * @param {readonly string[]} entries
 */
export async function bundleNode(root, workspace, entries) {
  const { build } = await import('esbuild');
  rmSync(path.join(root, workspace, 'dist'), { recursive: true, force: true });
  await build(nodeBundle(root, workspace, entries));
}
