import path from 'node:path';

import { withPayload } from '@payloadcms/next/withPayload';

const root = path.resolve(import.meta.dirname, '..');

/** @type {import('next').NextConfig} */
const nextConfig = {
  poweredByHeader: false,
  outputFileTracingRoot: root,
  turbopack: { root },
  // Loaded by Node as they are, and so shared with the server that hosts Next.
  serverExternalPackages: [
    '@payloadcms/db-mongodb',
    '@payloadcms/db-sqlite',
    '@payloadcms/graphql',
    'payload',
  ],
  // `npm run typecheck` is where types are checked; here it would only cost memory and time.
  typescript: { ignoreBuildErrors: true },
  // The admin shows images as Payload stores them, so Next's optimizer never has anything to do.
  images: { unoptimized: true },
  experimental: {
    // The build fits a machine of 2 GiB: these four bring its peak from 1.7 GB down to 1.1 GB.
    turbopackFileSystemCacheForBuild: false,
    turbopackPluginRuntimeStrategy: 'workerThreads',
    turbopackScopeHoisting: false,
    turbopackSourceMaps: false,
  },
};

export default withPayload(nextConfig);
