import { expect, it, vi } from 'vitest';
import { hostPorts, shellOf } from '../../../../apps/desktop/src/renderer/lib/shell.ts';

const shell = { connect: vi.fn(), listen: vi.fn(() => () => {}), speak: vi.fn(), mute: vi.fn() };

it('a page in a browser has no shell, and half of one is none', () => {
  expect(shellOf({})).toBeNull();
  expect(shellOf({ fieldgoalShell: { connect: () => {} } })).toBeNull();
  expect(shellOf({ fieldgoalShell: shell })).toBe(shell);
});

it('takes ports from the preload and from nobody else', () => {
  const ports: unknown[] = [];
  hostPorts(shell, window).onPort((port) => ports.push(port));
  expect(shell.connect).toHaveBeenCalledOnce();
  const port = { name: 'port' };
  const say = (data: unknown, source: unknown, carried: readonly unknown[]) =>
    window.dispatchEvent(Object.assign(new Event('message'), { data, source, ports: carried }));
  say('fieldgoal:port', null, [port]);
  say('fieldgoal:port-lost', null, []);
  say('something else', window, [port]);
  say('fieldgoal:port', window, []);
  expect(ports).toEqual([]);
  say('fieldgoal:port', window, [port]);
  say('fieldgoal:port-lost', window, []);
  expect(ports).toEqual([port, null]);
});
