import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** The renderer alone: `vite` for development, `vite build` for the page a host serves. */
export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  // Absolute: a page reloaded at /goals/… asks for its files where they are.
  base: '/',
  plugins: [react()],
  build: {
    outDir: fileURLToPath(new URL('../../../../out/renderer', import.meta.url)),
    emptyOutDir: true,
    minify: true,
    chunkSizeWarningLimit: 600,
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            // In one piece with zod, so that it has run before any other piece makes a schema.
            { name: 'zod', test: /node_modules[\\/]zod[\\/]|lib[\\/]no-eval\.ts$/ },
            // What several pages share comes in two pieces, not in thirty: each is a request before anything is seen.
            { name: 'libraries', test: /node_modules[\\/](?!echarts|zrender)/, minShareCount: 2 },
            { name: 'shared', test: /packages[\\/]domain|renderer[\\/](lib|theme|components(?![\\/]chart))[\\/]/, minShareCount: 2 },
          ],
        },
      },
    },
  },
});
