import { expect, it } from 'vitest';
import { parseChildLine } from '../../../apps/launcher/src/ready-line.ts';

const person = { email: 'ana@example.com', password: 'secret', name: 'Ana' };

it('reads the ready line of a server with a demo company', () => {
  const line = JSON.stringify({
    fieldgoal: 'ready',
    what: 'server',
    url: 'http://127.0.0.1:4600',
    demo: { rep: person, manager: person, admin: person },
  });
  expect(parseChildLine(line)).toEqual({ what: 'server', url: 'http://127.0.0.1:4600', demo: { rep: person, manager: person } });
});

it('reads the ready line of a host, signed in or not', () => {
  const line = (member: string | null) => JSON.stringify({ fieldgoal: 'ready', what: 'host', url: 'http://127.0.0.1:4601/', member });
  expect(parseChildLine(line('Ana'))).toEqual({ what: 'host', url: 'http://127.0.0.1:4601/', member: 'Ana' });
  expect(parseChildLine(line(null))).toMatchObject({ member: null });
});

it('reads why a child failed', () => {
  expect(parseChildLine('{"fieldgoal":"failed","message":"Port 4600 is in use."}')).toEqual({
    what: 'failed',
    message: 'Port 4600 is in use.',
  });
});

it.each([
  '',
  'listening',
  '{"level":30}',
  '{"fieldgoal":',
  '{"fieldgoal":"ready","what":"server"}',
  '{"fieldgoal":"ready","what":"else","url":"x"}',
])('leaves %s to the log', (line) => {
  expect(parseChildLine(line)).toBeNull();
});
