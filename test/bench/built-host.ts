import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'vite';
import { PROJECT_DIR } from '../fixtures/processes.ts';

/** The host in one file, as the desktop app ships it, but to be run by Node; built anew. Returns its path. */
export async function builtHost(): Promise<string> {
  const folder = join(PROJECT_DIR, 'node_modules/.cache/bench-host');
  await build({
    configFile: false,
    logLevel: 'error',
    ssr: { noExternal: true, external: ['better-sqlite3'] },
    build: {
      ssr: join(PROJECT_DIR, 'apps/desktop/src/host/main.ts'),
      outDir: join(folder, 'main'),
      emptyOutDir: true,
      rolldownOptions: { output: { format: 'es', entryFileNames: 'host.js' } },
    },
  });
  // The replica looks for them beside its own folder.
  cpSync(join(PROJECT_DIR, 'packages/replica/migrations'), join(folder, 'migrations'), { recursive: true });
  return join(folder, 'main/host.js');
}
