import type { RecordChange } from '@fieldgoal/documents';
import type { Replica } from '@fieldgoal/replica';
import type { World } from './world.ts';

interface Write {
  readonly value: string;
  readonly before: string;
  readonly isUncertain: boolean;
  readonly isRefused: boolean;
  readonly machine: string;
}

/**
 * Edits that a person was told are saved and that are nowhere: neither in the record, nor replaced by an edit whose author saw them, nor
 * among the refusals of the device they were made on.
 *
 * Each field's writes are looked at by their values. Where every value was written once, one that another write replaced knowingly
 * (it stood there when that was made) may be gone, and the field must hold one of those that are left. Where a value came back
 * (won, reopened, won again; something undone), the field must hold one of the values that were written.
 */
export function lostEdits(world: World): string[] {
  const { replica } = world.server;
  const refused = new Map(world.devices.map(({ name, running }) => [name, refusedChanges(running.replica)]));
  const byField = new Map<string, { at: readonly [RecordChange['collection'], string, string]; writes: Write[] }>();
  for (const { machine, changes, before, isUncertain } of world.edits) {
    for (const [at, change] of changes.entries()) {
      const isRefused = refused.get(machine)?.has(keyOf(change)) ?? false;
      for (const [field, value] of Object.entries(change.fields)) {
        const held = before[at] ?? null;
        const write: Write = { value: JSON.stringify(value), before: JSON.stringify(held?.[field]), isUncertain, isRefused, machine };
        if (held !== null && write.value === write.before) continue;
        const key = `${change.collection} ${change.id} ${field}`;
        const found = byField.get(key) ?? { at: [change.collection, change.id, field], writes: [] };
        found.writes.push(write);
        byField.set(key, found);
      }
    }
  }
  return [...byField].flatMap(([key, { at, writes }]) => {
    const final = valueAt(replica, ...at);
    const allowed = allowedValues(writes);
    return allowed === null || allowed.has(final)
      ? []
      : [`${key} is ${final}; of what was saved it should be ${[...allowed].join(' or ')}`];
  });
}

/** Null where anything may stand there: nothing certain was written. */
function allowedValues(writes: readonly Write[]): ReadonlySet<string> | null {
  const taken = writes.filter(({ isRefused }) => !isRefused);
  if (!taken.some(({ isUncertain }) => !isUncertain)) return null;
  const values = new Set(taken.map(({ value }) => value));
  const cameBack = writes.some(({ value }, at) => writes.slice(0, at).some((one) => one.value === value || one.before === value));
  if (cameBack) return values;
  const replaced = new Set(taken.filter(({ isUncertain }) => !isUncertain).map(({ before }) => lastTaken(before, writes)));
  return new Set([...values].filter((value) => !replaced.has(value)));
}

/** What stood there before, or, where that was refused later, before that. */
function lastTaken(value: string, writes: readonly Write[]): string {
  const write = writes.find((one) => one.value === value);
  return write === undefined || !write.isRefused ? value : lastTaken(write.before, writes);
}

function valueAt(replica: Replica, collection: RecordChange['collection'], id: string, field: string): string {
  const record = replica.record(collection, id);
  return record === null ? 'nothing' : JSON.stringify(new Map<string, unknown>(Object.entries(record)).get(field));
}

function refusedChanges(replica: Replica): ReadonlySet<string> {
  return new Set(replica.refusals().flatMap(({ changes }) => changes.map(keyOf)));
}

function keyOf({ collection, id, fields }: RecordChange): string {
  return `${collection} ${id} ${JSON.stringify(fields)}`;
}
