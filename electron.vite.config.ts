import { cpSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'electron-vite';
import { mergeConfig } from 'vite';
import renderer from './apps/desktop/src/renderer/vite.config.ts';

const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url));

/** Native code can't be bundled; everything else of the host is, so that the app needs no installed workspaces. */
const NATIVE = ['better-sqlite3'];

/** The replica reads its migrations from the folder beside its code: `../migrations`, seen from the bundle. */
const copyMigrations = {
  name: 'copy-migrations',
  closeBundle: () => cpSync(path('packages/replica/migrations'), path('out/migrations'), { recursive: true }),
};

/** The tray's pictures, which the shell reads from the folder beside its own. */
const TRAY = ['tray.png', 'tray@2x.png', 'trayTemplate.png', 'trayTemplate@2x.png'];
const copyIcons = {
  name: 'copy-icons',
  closeBundle: () => TRAY.forEach((name) => cpSync(path(`apps/desktop/icons/${name}`), path(`out/icons/${name}`))),
};

export default defineConfig({
  main: {
    plugins: [copyMigrations, copyIcons],
    build: {
      outDir: path('out/main'),
      externalizeDeps: false,
      rolldownOptions: {
        external: NATIVE,
        input: { index: path('apps/desktop/src/main/index.ts'), host: path('apps/desktop/src/host/electron-entry.ts') },
        output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' },
      },
    },
  },
  preload: {
    build: {
      outDir: path('out/preload'),
      externalizeDeps: false,
      rolldownOptions: {
        input: { index: path('apps/desktop/src/preload/index.ts') },
        // A sandboxed preload can't be a module.
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: mergeConfig(renderer, {
    build: { rolldownOptions: { input: path('apps/desktop/src/renderer/index.html') } },
  }),
});
