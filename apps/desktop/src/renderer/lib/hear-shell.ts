import { type PageCommand, pathOfCommand } from '../../bridge/commands.ts';
import type { ShellMessage } from '../../bridge/page-messages.ts';
import type { PageCommands } from './page-commands.tsx';
import { isTextField } from './shortcuts.ts';

/** Where somebody can do a command that nobody on the page that is shown can do. */
const HOMES: Partial<Record<PageCommand, string>> = { 'log-activity': '/', 'new-goal': '/goals', find: '/goals' };

/** Does what the shell says: goes to an address, or has a command done by the part of the page that knows it. */
export function hearShell(message: ShellMessage, commands: PageCommands, go: (path: string) => void): void {
  if (message.kind === 'open') return go(message.path);
  const { command } = message;
  const path = pathOfCommand(command);
  if (path !== null) return go(path);
  if ((command === 'undo' || command === 'redo') && isTextField(document.activeElement)) {
    // The only way to a field's own undo; no browser has another.
    document.execCommand(command);
    return;
  }
  if (commands.run(command)) return;
  const home = HOMES[command];
  if (home === undefined) return;
  commands.runNext(command);
  go(home);
}
