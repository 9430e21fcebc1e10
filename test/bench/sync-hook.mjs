import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

/**
 * Adapts the load generator of `npm run bench:sync` to a server with accounts and a schema: rooms are people's real work rooms, records
 * are valid deals. The generator builds its records once for all rooms; ours have an owner and ids of their own, so that on the way out the
 * placeholder of the owner is replaced by the room's (it has the same length, which leaves the encoding as it is).
 */
const require = createRequire(process.argv[1]);
const WebSocket = require('ws');

const PLACEHOLDER = Buffer.from('m@@@');
const tokens = () => JSON.parse(readFileSync(join(process.env.DATA_DIR, 'tokens.json'), 'utf8'));
/** The generator numbers rooms 0, 1, 2, …; names of the same length are needed here, so that it writes them 000, 001, 002. */
const replaceAll = String.prototype.replaceAll;
String.prototype.replaceAll = function replaceAllPadded(what, by) {
  return replaceAll.call(this, what, what === '{i}' ? String(by).padStart(3, '0') : by);
};
const memberOf = (room) => room.split('/')[2];

const send = WebSocket.prototype.send;
WebSocket.prototype.send = function sendForRoom(data, ...rest) {
  const member = memberOf(new URL(this.url).pathname.slice(1));
  const bytes = Buffer.from(data);
  for (let at = bytes.indexOf(PLACEHOLDER); at >= 0; at = bytes.indexOf(PLACEHOLDER, at + 4)) bytes.write(member, at, 'latin1');
  return send.call(this, bytes, ...rest);
};

let cached = null;
export function params(room) {
  const member = memberOf(room);
  if (cached?.[member] === undefined) cached = tokens();
  return { token: cached[member] };
}

const origin = { createdBy: 'm@@@', createdAt: '2026-11-02T09:00:00.000Z', importId: null, deletedAt: null };

/** As `DEAL_DEFAULTS`; the load generator runs from its own folder. */
const DEFAULTS = { credits: [], tags: [] };

function deal(deals, id, name, amountMinor, note) {
  const fields = {
    id,
    name,
    amountMinor,
    currency: 'EUR',
    stageId: 'open',
    ownerId: 'm@@@',
    openedOn: '2026-11-02',
    expectedCloseOn: null,
    closedOn: null,
    productId: null,
    accountId: null,
    note,
    externalId: null,
    ...DEFAULTS,
    ...origin,
  };
  // The generator's own Yjs, of which there must be only one.
  const map = new deals.constructor();
  for (const [field, value] of Object.entries(fields)) map.set(field, value);
  return map;
}

const idOf = (i) => `m@@@-d${String(i).padStart(6, '0')}`;

export function makeRecord(doc, i, value) {
  const deals = doc.getMap('deals');
  deals.set(idOf(i), deal(deals, idOf(i), value(0), value(1), `${value(5)} ${value(4)} ${value(3)}`));
}

/** One field a time: name and note in turn; with YLOAD_EDIT=amount every edit moves the amount of a deal. */
export function editRecord(doc, i, k, text) {
  const record = doc.getMap('deals').get(idOf(i)) ?? doc.getMap('deals').get(idOf(i).replace('m@@@', ownerIn(doc)));
  if (process.env.YLOAD_EDIT === 'amount') record.set('amountMinor', (k * 7919) % 1_000_000);
  else record.set(k % 2 === 0 ? 'name' : 'note', text);
}

function ownerIn(doc) {
  const [id] = doc.getMap('deals').keys();
  return id.slice(0, 4);
}

export function mark(doc, key, at) {
  const id = `m@@@-k${key}`;
  const deals = doc.getMap('deals');
  deals.set(id, deal(deals, id, String(at), 1, ''));
}

export function marks(doc) {
  const found = new Map();
  for (const [id, record] of doc.getMap('deals')) if (id.slice(4, 6) === '-k') found.set(id.slice(6), Number(record.get('name')));
  return found;
}

export function content(doc) {
  const plain = (value) => (typeof value === 'string' ? value.replaceAll(/^m(\d{3}|@@@)/g, 'm') : value);
  const records = [...doc.getMap('deals')].map(([id, record]) => [
    plain(id),
    [...record.entries()].map(([field, value]) => [field, plain(value)]).sort(([a], [b]) => (a < b ? -1 : 1)),
  ]);
  return JSON.stringify(records.sort(([a], [b]) => (a < b ? -1 : 1)));
}
