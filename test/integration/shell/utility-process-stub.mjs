// Gives a plain Node process what Electron gives a utilityProcess: `process.parentPort`, over Node's own channel to its parent.
import { EventEmitter } from 'node:events';

const port = new EventEmitter();
port.postMessage = (message) => process.send(message);
port.start = () => process.on('message', (data) => port.emit('message', { data }));
process.parentPort = new EventEmitter();
process.once('disconnect', () => port.emit('close'));
process.parentPort.on('newListener', () => setImmediate(() => process.parentPort.emit('message', { ports: [port] })));
