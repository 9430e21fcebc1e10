import { pathOfCommand } from '../../bridge/commands.ts';
import type { ShellMessage } from '../../bridge/page-messages.ts';
import type { PageCommands } from './page-commands.tsx';
import { isTextField } from './shortcuts.ts';

/** Does what the shell says: goes to an address, or has a command done by the part of the page that knows it. */
export function hearShell(message: ShellMessage, commands: PageCommands, go: (path: string) => void): void {
  if (message.kind === 'open') return go(message.path);
  const { command } = message;
  const path = pathOfCommand(command);
  if (path !== null) return go(path);
  const isUndo = command === 'undo' || command === 'redo';
  if (isUndo && isTextField(document.activeElement)) {
    // The only way to a field's own undo; no browser has another.
    document.execCommand(command);
    return;
  }
  // Before somebody is signed in, nobody can; afterwards the frame can. An undo that waited would undo something else.
  if (!commands.run(command) && !isUndo) commands.runNext(command);
}
