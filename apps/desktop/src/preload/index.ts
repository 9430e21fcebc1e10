import { contextBridge, ipcRenderer } from 'electron';
import { CHANNELS, isShellMessage, type ShellMessage } from '../bridge/page-messages.ts';

/** Hands the page a MessagePort to its host, when it asks for one, and what the shell says. The page gets nothing else of Electron. */
contextBridge.exposeInMainWorld('fieldgoalShell', {
  connect: () => ipcRenderer.send(CHANNELS.connect),
  /** Calls back for each message of the shell, until the function that is returned is called. */
  listen: (listener: (message: ShellMessage) => void) => {
    const hear = (_event: unknown, message: unknown): void => {
      if (isShellMessage(message)) listener(message);
    };
    ipcRenderer.on(CHANNELS.message, hear);
    ipcRenderer.send(CHANNELS.listening);
    return () => {
      ipcRenderer.removeListener(CHANNELS.message, hear);
    };
  },
  speak: (language: string) => ipcRenderer.send(CHANNELS.language, String(language)),
  mute: (kinds: readonly string[]) => ipcRenderer.send(CHANNELS.muted, kinds.map(String)),
});

// A port can't cross the bridge; a message of the window can carry it.
ipcRenderer.on(CHANNELS.port, (event) => window.postMessage(CHANNELS.port, window.location.origin, event.ports));
ipcRenderer.on(CHANNELS.lost, () => window.postMessage(CHANNELS.lost, window.location.origin));
