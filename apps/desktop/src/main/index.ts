import { join } from 'node:path';
import { app, dialog, protocol } from 'electron';
import { registerPageScheme } from './page-protocol.ts';
import { startShell } from './shell.ts';
import { shellOptions } from './shell-options.ts';

/** Electron's entry: one instance per person and data; everything else waits until the app is ready. */
const options = shellOptions({ argv: process.argv, env: process.env, userData: app.getPath('userData'), isPackaged: app.isPackaged });
const out = import.meta.dirname;

registerPageScheme(protocol);
if (app.requestSingleInstanceLock()) {
  // Not awaited: an ESM entry that waits for this at its top level never gets there.
  app.whenReady().then(
    () => startShell(options, { preload: join(out, '../preload/index.cjs'), host: join(out, 'host.js'), page: join(out, '../renderer') }),
    (error: unknown) => {
      dialog.showErrorBox('Fieldgoal could not start', String(error));
      app.exit(1);
    },
  );
} else {
  app.quit();
}
