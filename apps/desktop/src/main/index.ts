import { join } from 'node:path';
import { app, dialog, protocol } from 'electron';
import { IncomingLinks } from './incoming-links.ts';
import { createShellLog } from './log-file.ts';
import { registerPageScheme } from './page-protocol.ts';
import { Shell } from './shell.ts';
import { shellOptions } from './shell-options.ts';

/** Electron's entry: one instance per person and data; everything else waits until the app is ready. */
const options = shellOptions({ argv: process.argv, env: process.env, userData: app.getPath('userData'), isPackaged: app.isPackaged });
const out = import.meta.dirname;
const files = {
  preload: join(out, '../preload/index.cjs'),
  host: join(out, 'host.js'),
  page: join(out, '../renderer'),
  icons: join(out, '../icons'),
};

registerPageScheme(protocol);
// Whatever page were ever shown, none runs outside of the sandbox.
app.enableSandbox();
if (app.requestSingleInstanceLock()) start();
else app.quit();

function start(): void {
  const log = createShellLog(app.getPath('logs'));
  process.on('uncaughtExceptionMonitor', (error) => log.event('error', 'the shell failed', { error: error.stack ?? String(error) }));
  const links = new IncomingLinks(log);
  // macOS passes links on by itself, also the one the app is started for, before the app is ready.
  app.on('open-url', (event, link) => {
    event.preventDefault();
    links.take(link);
  });
  links.takeArguments(process.argv);
  app.setAppUserModelId('app.fieldgoal.desktop');
  // Installers say it to the system too; an app that was only unpacked says it itself.
  if (app.isPackaged) app.setAsDefaultProtocolClient('fieldgoal');
  // Not awaited: an ESM entry that waits for this at its top level never gets there.
  app
    .whenReady()
    .then(() => new Shell({ options, files, log, links }))
    .catch((error: unknown) => {
      log.event('error', 'the app could not start', { error: String(error) });
      dialog.showErrorBox('Fieldgoal could not start', String(error));
      app.exit(1);
    });
}
