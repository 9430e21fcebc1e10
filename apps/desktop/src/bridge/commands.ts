/**
 * What the menu, the tray and the page ask for by name. One list, so that a name means the same in the shell and in the page.
 * Commands of the page are sent to it; those of the shell are done where the menu is.
 */
export const PAGE_COMMANDS = [
  'go.dashboard',
  'go.goals',
  'go.deals',
  'go.work',
  'go.analytics',
  'go.team',
  'go.conflicts',
  'log-activity',
  'new-goal',
  'find',
  'palette',
  'shortcuts',
  'undo',
  'redo',
] as const;
export type PageCommand = (typeof PAGE_COMMANDS)[number];

export const SHELL_COMMANDS = ['show', 'about', 'check-for-updates', 'open-logs', 'quit'] as const;
export type ShellCommand = (typeof SHELL_COMMANDS)[number];

export type Command = PageCommand | ShellCommand;

/** Where the commands that go somewhere go to. */
const COMMAND_PATHS = {
  'go.dashboard': '/',
  'go.goals': '/goals',
  'go.deals': '/deals',
  'go.work': '/work',
  'go.analytics': '/analytics',
  'go.team': '/team',
  'go.conflicts': '/conflicts',
} as const satisfies Partial<Record<PageCommand, string>>;

export function isPageCommand(value: unknown): value is PageCommand {
  return PAGE_COMMANDS.some((command) => command === value);
}

/** The address a command goes to; null for one that does something where the person is. */
export function pathOfCommand(command: PageCommand): string | null {
  return command in COMMAND_PATHS ? COMMAND_PATHS[command as keyof typeof COMMAND_PATHS] : null;
}
