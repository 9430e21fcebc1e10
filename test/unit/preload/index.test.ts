import { EventEmitter } from 'node:events';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { Shell } from '../../../apps/desktop/src/renderer/lib/shell.ts';

/** The preload with a fake Electron and a fake window around it. */
let exposed: Record<string, unknown>;
let ipcRenderer: EventEmitter & { send: ReturnType<typeof vi.fn> };
const postMessage = vi.fn();

beforeEach(async () => {
  exposed = {};
  ipcRenderer = Object.assign(new EventEmitter(), { send: vi.fn() });
  vi.resetModules();
  vi.stubGlobal('window', { location: { origin: 'fieldgoal://app' }, postMessage });
  vi.doMock('electron', () => ({
    ipcRenderer,
    contextBridge: { exposeInMainWorld: (name: string, value: unknown) => Object.assign(exposed, { [name]: value }) },
  }));
  await import('../../../apps/desktop/src/preload/index.ts');
});
afterEach(() => {
  postMessage.mockReset();
  vi.doUnmock('electron');
  vi.unstubAllGlobals();
});

const shell = () => exposed['fieldgoalShell'] as Shell;

it('gives the page four functions and nothing else of Electron', () => {
  expect(Object.keys(exposed)).toEqual(['fieldgoalShell']);
  expect(Object.keys(shell())).toEqual(['connect', 'listen', 'speak', 'mute']);
});

it('hands the page the port it asked for, and says when its host is gone', () => {
  shell().connect();
  expect(ipcRenderer.send).toHaveBeenCalledExactlyOnceWith('fieldgoal:connect');
  ipcRenderer.emit('fieldgoal:port', { ports: ['port'] });
  ipcRenderer.emit('fieldgoal:port-lost', {});
  expect(postMessage.mock.calls).toEqual([
    ['fieldgoal:port', 'fieldgoal://app', ['port']],
    ['fieldgoal:port-lost', 'fieldgoal://app'],
  ]);
});

it('passes on what the shell says, without the event behind it, until nobody listens', () => {
  const heard = vi.fn();
  const stop = shell().listen(heard);
  expect(ipcRenderer.send).toHaveBeenCalledExactlyOnceWith('fieldgoal:listening');
  const command = { kind: 'command', command: 'find' };
  for (const message of [command, { kind: 'command', command: 'format-disk' }, { kind: 'open', path: 'https://example.com' }, null])
    ipcRenderer.emit('fieldgoal:message', { sender: 'secret' }, message);
  expect(heard.mock.calls).toEqual([[command]]);
  stop();
  ipcRenderer.emit('fieldgoal:message', {}, command);
  expect(heard).toHaveBeenCalledOnce();
});

it('names the language of the page, as a text', () => {
  shell().speak('de');
  expect(ipcRenderer.send).toHaveBeenCalledExactlyOnceWith('fieldgoal:language', 'de');
});

it('lists the kinds of notices to leave out, as texts', () => {
  shell().mute(['conflict', 'task_due']);
  expect(ipcRenderer.send).toHaveBeenCalledExactlyOnceWith('fieldgoal:muted', ['conflict', 'task_due']);
});
