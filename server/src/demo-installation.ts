import { join } from 'node:path';
import type { Actor } from '@fieldgoal/domain';
import { z } from 'zod';
import { generatePassword } from './auth/passwords.ts';
import { type DemoCompany, generateDemoCompany } from './demo/index.ts';
import { toRecordChange } from './imports/record-changes.ts';
import type { Organization } from './organization.ts';
import { readJson, writePrivateJson } from './storage/data-dir.ts';

/** The same company on every machine; only its dates follow the day of its first start. */
const SEED = 20_261;
export const DEMO_TIME_ZONE = 'America/New_York';

const personSchema = z.object({ name: z.string(), email: z.string(), password: z.string() });
const demoSchema = z.object({ rep: personSchema, manager: personSchema, admin: personSchema });

/** Three people of the demo company and how to sign in as them. */
export type DemoPeople = z.infer<typeof demoSchema>;

/** The demo people of this folder, or null when its company isn't a demo. */
export function readDemoPeople(dataDir: string): DemoPeople | null {
  const parsed = demoSchema.safeParse(readJson(demoFile(dataDir)));
  return parsed.success ? parsed.data : null;
}

/**
 * Fills an empty organization with the demo company, in one transaction; leaves any other as it is.
 * Its passwords are random, made once for this folder and readable by its owner only.
 */
export async function installDemo(organization: Organization, dataDir: string, today: string): Promise<void> {
  if (!organization.needsCompany()) return;
  const { replica, auth } = organization;
  const demo = generateDemoCompany({ seed: SEED, today, timeZone: DEMO_TIME_ZONE });
  const password = generatePassword();
  const passwordHash = await auth.passwords.hash(password);
  const nameOf = new Map(
    demo.changes.flatMap((change) => (change.collection === 'members' ? [[change.id, change.record.name] as const] : [])),
  );
  const person = (id: string, email: string): DemoPeople['rep'] => ({ name: nameOf.get(id) ?? email, email, password });
  // Passwords and accounts first: they let no one in without the members, which come all at once or not at all.
  writePrivateJson(demoFile(dataDir), {
    rep: person(demo.repId, demo.emails.rep),
    manager: person(demo.managerId, demo.emails.manager),
    admin: person(demo.adminId, demo.emails.admin),
  } satisfies DemoPeople);
  auth.accounts.removeAll();
  auth.accounts.add(demo.repId, demo.emails.rep, passwordHash);
  auth.accounts.add(demo.managerId, demo.emails.manager, passwordHash);
  auth.accounts.add(demo.adminId, demo.emails.admin, passwordHash);
  replica.sqlite.transaction(() => writeInOrder(organization, demo)).immediate();
  replica.sqlite.pragma('wal_checkpoint(TRUNCATE)');
}

/** The goals that are closed come first and get their history; what changed in their work afterwards comes last, as a change. */
function writeInOrder({ replica, authority }: Organization, demo: DemoCompany): void {
  const admin = { memberId: demo.adminId, role: 'admin' } as const;
  const edit = (changes: DemoCompany['changes'], actor: Actor, note: string | null): void => {
    const edited = authority.edit(changes.map(toRecordChange), actor, note);
    if (!edited.ok) throw new Error(`The demo company could not be made. ${edited.error.message}`);
  };
  const isFirst = ({ collection, id }: DemoCompany['changes'][number]): boolean =>
    collection === 'goals' ? demo.closedBefore.goalIds.has(id) : collection !== 'edges';
  edit(demo.changes.filter(isFirst), admin, 'created the demo company');
  for (const day of demo.closedBefore.days) replica.takeSnapshots(day, { backfilled: true });
  edit(
    demo.changes.filter((change) => !isFirst(change)),
    admin,
    'created the goals of the demo company',
  );
  edit(demo.lateChanges, { memberId: demo.managerId, role: 'manager' }, null);
}

function demoFile(dataDir: string): string {
  return join(dataDir, 'demo.json');
}
