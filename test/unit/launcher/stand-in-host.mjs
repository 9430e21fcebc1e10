// Behaves like a host towards the launcher and writes down how it was started.
import { createServer } from 'node:http';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const option = (name) => process.argv[process.argv.indexOf(name) + 1];
const email = process.env.FIELDGOAL_SIGN_IN_EMAIL ?? null;
mkdirSync(option('--data'), { recursive: true });
writeFileSync(join(option('--data'), 'started.json'), JSON.stringify({ email, server: option('--server'), page: option('--renderer') }));
process.on('SIGTERM', () => {
  writeFileSync(join(option('--data'), 'ended'), 'SIGTERM');
  process.exit(0);
});
createServer((_, response) => response.end('ok')).listen(Number(option('--port')), '127.0.0.1', () => {
  console.log(
    JSON.stringify({
      fieldgoal: 'ready',
      what: 'host',
      url: `http://127.0.0.1:${option('--port')}/?token=t`,
      member: email === null ? null : email.split('@')[0],
    }),
  );
});
