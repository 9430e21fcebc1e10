import { describe, expect, it } from 'vitest';
import { parseArguments } from '../../../apps/launcher/src/arguments.ts';

const start = (...argv: string[]) => {
  const parsed = parseArguments(argv, '/home/ana/fieldgoal');
  return parsed.kind === 'start' ? parsed.options : parsed;
};

describe('npm start -- …', () => {
  it('brings up the demo company in .fieldgoal on port 4600 when nothing is said', () => {
    expect(start()).toEqual({ isEmpty: false, dataDir: '/home/ana/fieldgoal/.fieldgoal', port: 4600, shouldOpen: true });
  });

  it('takes every option, with a space or an equals sign', () => {
    const expected = { isEmpty: true, dataDir: '/srv/company', port: 4700, shouldOpen: false };
    expect(start('--empty', '--data', '/srv/company', '--port', '4700', '--no-open')).toEqual(expected);
    expect(start('--empty', '--data=/srv/company', '--port=4700', '--no-open')).toEqual(expected);
  });

  it.each([
    ['a port that is no number', ['--port', 'abc'], 'found "abc"'],
    ['a port of the system', ['--port', '80'], 'from 1024'],
    ['a port without room for the apps', ['--port', '65535'], 'to 65533'],
    ['a missing port', ['--port'], 'found ""'],
    ['a missing folder', ['--data', '--empty'], '--data needs a folder'],
    ['an unknown option', ['--prot', '1'], '"--prot" is not an option'],
  ])('refuses %s in words', (_, argv, words) => {
    expect(start(...argv)).toMatchObject({ kind: 'problem', message: expect.stringContaining(words) });
  });

  it('explains itself', () => {
    expect(start('--help')).toEqual({ kind: 'help' });
  });
});
