import { expect, it } from 'vitest';
import { shellOptions } from '../../../apps/desktop/src/main/shell-options.ts';

const surroundings = { argv: ['electron', '.'], env: {}, userData: '/home/ana/.config/fieldgoal', isPackaged: false };
const own = { kind: 'own-host', dataDir: '/home/ana/.config/fieldgoal/data', serverUrl: 'http://127.0.0.1:4600' };

it("runs a host of its own in the person's data folder", () => {
  expect(shellOptions(surroundings)).toEqual(own);
});

it('takes folder and server from the arguments, the server also from the environment', () => {
  expect(shellOptions({ ...surroundings, argv: ['electron', '.', '--data=/srv/a', '--server=https://goals.example.com'] })).toEqual({
    kind: 'own-host',
    dataDir: '/srv/a',
    serverUrl: 'https://goals.example.com',
  });
  expect(shellOptions({ ...surroundings, env: { FIELDGOAL_SERVER: 'https://goals.example.com' } })).toMatchObject({
    serverUrl: 'https://goals.example.com',
  });
});

it('shows a host that runs on this machine already', () => {
  const page = 'http://127.0.0.1:4601/?token=t';
  expect(shellOptions({ ...surroundings, argv: ['electron', '.', `--page=${page}`] })).toEqual({ kind: 'running-host', page });
});

it.each(['https://example.com/', 'http://127.0.0.1.example.com/', 'file:///etc/passwd', 'nonsense'])('does not show %s', (page) => {
  expect(shellOptions({ ...surroundings, argv: [`--page=${page}`] })).toEqual(own);
});

it('shows only its own page once installed', () => {
  expect(shellOptions({ ...surroundings, isPackaged: true, argv: ['--page=http://127.0.0.1:4601/'] })).toEqual(own);
});
