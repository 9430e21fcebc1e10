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
    chunkSizeWarningLimit: 600,
    rolldownOptions: {
      output: {
        // In one piece with zod, so that it has run before any other piece makes a schema.
        codeSplitting: { groups: [{ name: 'zod', test: /node_modules[\\/]zod[\\/]|lib[\\/]no-eval\.ts$/ }] },
      },
    },
  },
});
