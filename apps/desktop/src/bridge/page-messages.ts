import { isPageCommand, type PageCommand } from './commands.ts';

/**
 * What passes between the shell and its page.
 *   page → shell: `connect` asks for a port to the host; `listening` says that messages are heard from now on; `language` names the page's;
 *                  `muted` lists the kinds of notices that are not to be shown
 *   shell → page: `port` carries a port, `lost` says that its host is gone (another port follows), `message` is one of `ShellMessage`
 */
export const CHANNELS = {
  connect: 'fieldgoal:connect',
  listening: 'fieldgoal:listening',
  language: 'fieldgoal:language',
  muted: 'fieldgoal:muted',
  port: 'fieldgoal:port',
  lost: 'fieldgoal:port-lost',
  message: 'fieldgoal:message',
} as const;

export type ShellMessage =
  | { readonly kind: 'command'; readonly command: PageCommand }
  /** An address within the app, from a link, a notice or the tray. */
  | { readonly kind: 'open'; readonly path: string };

export function isShellMessage(value: unknown): value is ShellMessage {
  if (typeof value !== 'object' || value === null || !('kind' in value)) return false;
  if (value.kind === 'command') return 'command' in value && isPageCommand(value.command);
  return value.kind === 'open' && 'path' in value && typeof value.path === 'string' && value.path.startsWith('/');
}
