import { EventEmitter } from 'node:events';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';

/** The preload with a fake Electron and a fake window around it. */
const exposed: Record<string, unknown> = {};
const ipcRenderer = Object.assign(new EventEmitter(), { send: vi.fn() });
const postMessage = vi.fn();

beforeEach(async () => {
  vi.stubGlobal('window', { location: { origin: 'fieldgoal://app' }, postMessage });
  vi.doMock('electron', () => ({
    ipcRenderer,
    contextBridge: { exposeInMainWorld: (name: string, value: unknown) => Object.assign(exposed, { [name]: value }) },
  }));
  await import('../../../apps/desktop/src/preload/index.ts');
});
afterEach(() => {
  vi.doUnmock('electron');
  vi.unstubAllGlobals();
});

it('gives the page one function and nothing else of Electron, and hands it the port it asked for', () => {
  expect(Object.keys(exposed)).toEqual(['fieldgoalShell']);
  const shell = exposed['fieldgoalShell'] as { connect(): void };
  expect(Object.keys(shell)).toEqual(['connect']);
  shell.connect();
  expect(ipcRenderer.send).toHaveBeenCalledExactlyOnceWith('fieldgoal:connect');
  ipcRenderer.emit('fieldgoal:port', { ports: ['port'] });
  expect(postMessage).toHaveBeenCalledExactlyOnceWith('fieldgoal:port', 'fieldgoal://app', ['port']);
});
