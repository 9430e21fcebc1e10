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
    chunkSizeWarningLimit: 1600,
  },
});
