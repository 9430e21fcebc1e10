// Gives a plain Node process what Electron gives a utilityProcess: `process.parentPort`, over Node's own channel to its parent.
// { toHost } is what the shell says; a page's port comes with { toHost: { kind: 'page' } }, and everything else is that page's.
import { EventEmitter } from 'node:events';

/** Kept until somebody listens, as Electron does. */
const early = { shell: [], page: [] };
let hasStarted = false;

const port = new EventEmitter();
port.postMessage = (message) => process.send(message);
port.start = () => {
  hasStarted = true;
  early.page.splice(0).forEach(fromPage);
};
process.once('disconnect', () => port.emit('close'));

const parentPort = new EventEmitter();
parentPort.postMessage = (message) => process.send({ fromHost: message });
process.parentPort = parentPort;
parentPort.on('newListener', (name) => {
  if (name === 'message') setImmediate(() => early.shell.splice(0).forEach(fromShell));
});

function fromShell(data) {
  if (parentPort.listenerCount('message') === 0) early.shell.push(data);
  else parentPort.emit('message', { data, ports: data.kind === 'page' ? [port] : [] });
}

function fromPage(data) {
  if (hasStarted) port.emit('message', { data });
  else early.page.push(data);
}

process.on('message', (data) => (data.toHost === undefined ? fromPage(data) : fromShell(data.toHost)));
