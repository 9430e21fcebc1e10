import { contextBridge, ipcRenderer } from 'electron';

/** Hands the page a MessagePort to its host, when it asks for one. The page gets nothing else of Electron. */
contextBridge.exposeInMainWorld('fieldgoalShell', {
  connect: () => ipcRenderer.send('fieldgoal:connect'),
});

// A port can't cross the bridge; a message of the window can carry it.
ipcRenderer.on('fieldgoal:port', (event) => window.postMessage('fieldgoal:port', window.location.origin, event.ports));
