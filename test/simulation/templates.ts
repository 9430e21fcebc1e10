import type { RecordChange } from '@fieldgoal/documents';
import { addDays } from '@fieldgoal/domain';
import { openReplica } from '@fieldgoal/replica';
import { openServerTables } from '../../server/src/storage/server-database.ts';
import { companyChanges, dealChanges, NOW } from '../fixtures/company.ts';
import { ADMIN } from '../fixtures/replicas.ts';
import { MachineFiles } from './machine-files.ts';
import { logOf } from './machines.ts';
import { Random } from './random.ts';

/** Databases to begin with, made once and copied for each run: migrations take longer than a whole run. */
export interface Templates {
  /** The small company's server. */
  readonly server: string;
  /** A device nobody has used yet. */
  readonly device: string;
  remove(): void;
}

export function makeTemplates(): Templates {
  const files = new MachineFiles();
  const random = new Random(0);
  const options = { organization: 'main', now: () => NOW, randomBytes: (size: number) => random.bytes(size), log: logOf('template', []) };
  const server = openReplica({ ...options, file: files.next('server'), role: 'server' });
  openServerTables(server.sqlite);
  const edited = server.edit([...companyChanges().map(quick), ...dealChanges()], { actor: ADMIN, origin: 'server' });
  if (!edited.ok) throw new Error(edited.error.message);
  server.learnProfile();
  server.recalculate('all');
  server.settle();
  for (let day = '2026-11-09'; day < server.today(); day = addDays(day, 1)) server.takeSnapshots(day, { backfilled: true });
  const device = openReplica({ ...options, file: files.next('device'), role: 'device', self: () => null });
  const made = { server: server.sqlite.name, device: device.sqlite.name };
  server.close();
  device.close();
  return { ...made, remove: () => files.remove() };
}

/**
 * What takes the time of a run is forecasts and snapshots of past days: one goal is forecast as all are by default, the rest by their pace
 * alone, and their periods have just begun.
 */
function quick(change: RecordChange): RecordChange {
  if (change.collection !== 'goals') return change;
  const model = change.id === 'g-ben' ? {} : { forecastModel: 'velocity' };
  return { ...change, fields: { ...change.fields, periodKind: 'custom', periodStart: '2026-11-09', ...model } };
}
