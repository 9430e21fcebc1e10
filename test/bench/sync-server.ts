import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import type { RecordChange } from '@fieldgoal/documents';
import { GOAL_DEFAULTS, SETTINGS_DEFAULTS, SETTINGS_ID } from '@fieldgoal/domain';
import { SYSTEM_ACTOR } from '@fieldgoal/server/authority';
import { attachRooms } from '@fieldgoal/server/rooms';
import { Organization } from '../../server/src/organization.ts';

/* The server that `npm run bench:sync` loads: an organization with accounts, goals, validation, projection and audit, as it is. */

const folder = process.env['DATA_DIR'] ?? '.';
const port = Number(process.env['PORT'] ?? 5100);
const MEMBERS = Number(process.env['MEMBERS'] ?? 200);
/** What is switched off, to see what it costs: `fsync`, `validation` or nothing. */
const without = process.env['WITHOUT'] ?? '';
const quiet = (): void => {};
const tell = (fields: object, message: string): void => void process.stderr.write(`${message} ${JSON.stringify(fields)}\n`);
const log = { debug: quiet, info: quiet, warn: tell, error: tell };

mkdirSync(folder, { recursive: true });
const organization = await Organization.open({ file: join(folder, 'main.db'), organization: 'main', now: () => Date.now(), log });
const memberIds = Array.from({ length: MEMBERS }, (_, i) => `m${String(i).padStart(3, '0')}`);
if (organization.needsCompany()) await makeCompany();

const http = createServer((_request, response) => response.writeHead(200).end('ok'));
const { replica, authority, auth } = organization;
if (without === 'fsync') replica.sqlite.pragma('synchronous = OFF');
if (without === 'validation') {
  // Neither looked through nor authorized, as if the server had written it itself.
  authority.receiveAll = (room, updates, actor, source) =>
    replica.receiveAll(room, updates, { origin: 'server', actorId: actor.memberId, source });
}
const rooms = attachRooms(http, {
  replica,
  authority,
  authenticate: (token) => auth.authenticate(token),
  isActive: (memberId) => auth.isActive(memberId),
  isSessionActive: (sessionId) => auth.isSessionActive(sessionId),
  onRevoked: (listener) => auth.onRevoked(listener),
  log,
});
http.listen(port, '127.0.0.1');
process.on('SIGTERM', () => {
  rooms.close();
  http.closeAllConnections();
  void organization.close().then(() => process.exit(0));
});

/** People with a revenue goal each, and tokens for all of them where the load generator finds them. */
async function makeCompany(): Promise<void> {
  const made = { createdAt: '2026-01-01T00:00:00.000Z', createdBy: 'system', importId: null, deletedAt: null };
  const create = (collection: RecordChange['collection'], id: string, fields: object): RecordChange => ({
    collection,
    id,
    kind: 'create',
    fields: { id, ...fields, ...made },
  });
  const changes = [
    create('settings', SETTINGS_ID, {
      companyName: 'Load',
      timeZone: 'Europe/Berlin',
      currency: 'EUR',
      fiscalYearStartMonth: 1,
      weekStart: 1,
      workingWeekdays: [1, 2, 3, 4, 5],
      holidays: [],
      maxGoalDepth: 3,
      onTrackPercent: 70,
      atRiskPercent: 30,
      ...SETTINGS_DEFAULTS,
    }),
    create('stages', 'open', { name: 'Open', kind: 'open', probability: 50, position: 1, pipelineId: null }),
    create('stages', 'won', { name: 'Won', kind: 'won', probability: 100, position: 2, pipelineId: null }),
    create('teams', 'team', { name: 'Team', parentTeamId: null, managerIds: [] }),
    ...memberIds.flatMap((id) => [
      create('members', id, { name: id, email: `${id}@example.com`, role: 'member' }),
      create('memberships', `${id}-team`, { memberId: id, teamId: 'team', from: '2026-01-01', to: null }),
      create('goals', `g-${id}`, {
        name: `Revenue of ${id}`,
        ownerType: 'individual',
        ownerId: id,
        type: 'revenue',
        currency: 'EUR',
        periodKind: 'quarter',
        periodStart: '2026-10-01',
        periodEnd: '2026-12-31',
        target: 1_000_000,
        ...GOAL_DEFAULTS,
      }),
    ]),
  ];
  const edited = organization.authority.edit(changes, SYSTEM_ACTOR, 'made the company of the load test');
  if (!edited.ok) throw new Error(edited.error.message);
  const tokens: Record<string, string> = {};
  for (const id of memberIds) {
    organization.auth.accounts.add(id, `${id}@example.com`, 'no password');
    tokens[id] = (await organization.auth.signIn(id, `device-${id}`)).accessToken;
  }
  writeFileSync(join(folder, 'tokens.json'), JSON.stringify(tokens));
}
