import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';

/** GitHub Pages answers an unknown path with 404.html: as a copy of the site, it makes deep links work. */
function pagesFallback(): Plugin {
  let outDir: string;
  return {
    name: 'pages-fallback',
    apply: 'build',
    configResolved(config) {
      outDir = path.resolve(config.root, config.build.outDir);
    },
    async closeBundle() {
      await writeFile(
        path.join(outDir, '404.html'),
        await readFile(path.join(outDir, 'index.html')),
      );
    },
  };
}

/** Where the API runs while the site is developed; `API_ORIGIN` names another place. */
const apiOrigin = process.env['API_ORIGIN'] ?? `http://localhost:${process.env['PORT'] ?? '3000'}`;

export default defineConfig({
  plugins: [react(), pagesFallback()],
  server: {
    proxy: {
      '/api': apiOrigin,
      '/admin': apiOrigin,
      '/_next': apiOrigin,
      '/chat/graphql': { target: apiOrigin, ws: true },
    },
  },
  build: {
    // What React 19, Apollo Client 4 and CSS `light-dark()` need anyway.
    target: ['chrome123', 'firefox121', 'safari17.5'],
    chunkSizeWarningLimit: 300,
  },
});
