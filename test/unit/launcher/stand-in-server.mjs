// Behaves like the server towards the launcher; STAND_IN says how.
import { createServer } from 'node:http';

const port = Number(process.argv[process.argv.indexOf('--port') + 1]);
const person = (name) => ({ email: `${name.toLowerCase()}@example.com`, password: 'demo', name });
const demo = process.argv.includes('--demo') ? { rep: person('Ana'), manager: person('Max'), admin: person('Ada') } : null;
if (process.env.STAND_IN === 'refuses') {
  console.log(JSON.stringify({ fieldgoal: 'failed', message: 'This database was written by a newer version.' }));
  process.exit(1);
}
if (process.env.STAND_IN === 'crashes') process.exit(7);
console.log('an ordinary line');
createServer((request, response) => {
  if (request.url === '/end') process.exit(3);
  response.end('ok');
}).listen(port, '127.0.0.1', () => {
  console.log(JSON.stringify({ fieldgoal: 'ready', what: 'server', url: `http://127.0.0.1:${port}`, demo, setup: null }));
});
