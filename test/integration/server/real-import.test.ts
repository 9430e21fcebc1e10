import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { ImportFile, ImportOptions } from '@fieldgoal/domain';
import type { Replica } from '@fieldgoal/replica';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readImportFiles } from '../../../server/src/cli/import-command.ts';
import { serveReplica, syncedDevice } from '../../fixtures/devices.ts';
import { ADMIN } from '../../fixtures/replicas.ts';
import { openEmptyOrganization, PASSWORD, type TestOrganization } from '../../unit/server/test-organization.ts';

const FOLDER = resolve(import.meta.dirname, '../../../../shared/data/crm-sales-opportunities');
const isThere = existsSync(FOLDER);
if (!isThere) console.warn(`SKIPPED: the real export is not at ${FOLDER}; its import by the server is NOT tested.`);

interface Figures {
  readonly revenue: number;
  readonly won: number;
}
interface Expected {
  readonly quarters: Record<
    string,
    { company: Figures; region: Record<string, Figures>; team: Record<string, Figures>; rep: Record<string, Figures> }
  >;
}

/** Revenue in whole dollars and won deals of every owner in every quarter: `2017-Q1 company revenue` → 1134672. */
function expectedValues(): Map<string, number> {
  const expected: Expected = JSON.parse(readFileSync(resolve(FOLDER, 'expected.json'), 'utf8'));
  const values = new Map<string, number>();
  for (const [quarter, { company, region, team, rep }] of Object.entries(expected.quarters)) {
    const owners: [string, Figures][] = [
      ['company', company],
      ...Object.entries(region),
      ...Object.entries(team).map(([manager, figures]): [string, Figures] => [`Team ${manager}`, figures]),
      ...Object.entries(rep),
    ];
    for (const [owner, { revenue, won }] of owners)
      values.set(`${quarter} ${owner} revenue`, revenue).set(`${quarter} ${owner} deals`, won);
  }
  return values;
}

function valuesOn(replica: Replica): Map<string, number> {
  const { members, teams } = replica.directory();
  const names = new Map([...members, ...teams].map(({ id, name }) => [id, name]));
  return new Map(
    replica.goalIndex().goals.map(({ id, ownerId, type, periodStart }) => {
      const quarter = `${periodStart.slice(0, 4)}-Q${Math.ceil(Number(periodStart.slice(5, 7)) / 3)}`;
      const value = replica.result(id)?.result.value ?? Number.NaN;
      return [`${quarter} ${names.get(ownerId) ?? ownerId} ${type}`, type === 'revenue' ? value / 100 : value];
    }),
  );
}

describe.skipIf(!isThere)('[law 1] the real export, imported by the server', () => {
  let opened: TestOrganization;
  let files: ImportFile[];
  let options: ImportOptions;

  async function importOnce(): Promise<string> {
    const { importer } = opened.organization;
    const started = importer.start(files, options, ADMIN);
    if (!started.ok) throw new Error(started.error);
    await importer.close();
    expect(importer.progress(started.value.importId)).toMatchObject({ state: 'done' });
    return started.value.importId;
  }

  beforeAll(async () => {
    opened = await openEmptyOrganization();
    const { people, importer } = opened.organization;
    const company = { companyName: 'Real', timeZone: 'America/New_York', currency: 'USD' };
    await people.createCompany(company, { name: 'Ada', email: 'ada@example.com', password: PASSWORD }, 'device-0001');
    files = readImportFiles([FOLDER]);
    const guessed = await importer.preview(files, null, ADMIN);
    if (!guessed.ok) throw new Error(guessed.error);
    options = {
      mappings: guessed.value.files.map(({ mapping }) => mapping),
      answers: { 'product:GTXPro': 'GTX Pro' },
      goalTemplate: { types: ['revenue', 'deals'], growthPercent: 10 },
    };
    await importOnce();
  });
  afterAll(() => opened.organization.close());

  it('has 8,800 deals and the values of expected.json to the dollar, in all 360 goals', () => {
    const { replica } = opened.organization;
    expect(replica.list('deals')).toHaveLength(8800);
    const [values, expected] = [valuesOn(opened.organization.replica), expectedValues()];
    expect(values.size).toBe(360);
    for (const [key, value] of expected) expect([key, values.get(key)]).toEqual([key, value]);
    // Owners the file doesn't name are agents without a won deal.
    expect([...values].filter(([key, value]) => !expected.has(key) && value !== 0)).toEqual([]);
  });

  it('changes nothing the second time', async () => {
    const before = opened.organization.replica.lastSeq();
    await importOnce();
    expect(opened.organization.replica.lastSeq()).toBe(before);
  });

  it('gives the same values when the sweep derives everything again', async () => {
    expect(await opened.organization.jobs.run('sweep', 'admin')).toMatchObject({ result: 'All 360 goals were right.' });
  });

  it.each([
    ['a manager', 'Melvin Marxen', 'manager', ['Team Melvin Marxen', 'Darcel Schlecht', 'Mei-Mei Johns'], ['Central', 'company']],
    ['a rep', 'Darcel Schlecht', 'member', ['Darcel Schlecht'], ['Team Melvin Marxen', 'Central', 'company']],
  ] as const)(
    'on the device of %s: theirs computed there from the synced rooms, the levels above by the feed',
    async (_, name, role, own, above) => {
      const { replica: server } = opened.organization;
      const memberId = server.directory().members.find((member) => member.name === name)?.id ?? '';
      const served = await serveReplica(server);
      const startedAt = performance.now();
      const device = await syncedDevice(served.url, { memberId, role }, () => server.now());
      console.log(`first sync of ${name}: ${Math.round(performance.now() - startedAt)} ms, ${device.replica.list('deals').length} deals`);
      try {
        const { replica } = device;
        const [values, expected] = [valuesOn(replica), expectedValues()];
        const { members, teams } = replica.directory();
        const nameOf = new Map([...members, ...teams].map((owner) => [owner.id, owner.name]));
        for (const owner of [...own, ...above]) {
          for (const quarter of ['2017-Q1', '2017-Q2', '2017-Q3', '2017-Q4']) {
            for (const type of ['revenue', 'deals']) {
              const key = `${quarter} ${owner} ${type}`;
              expect([key, values.get(key)]).toEqual([key, expected.get(key)]);
            }
          }
        }
        for (const { id, ownerId } of replica.goalIndex().goals) {
          const owner = nameOf.get(ownerId) ?? ownerId;
          if (own.some((mine) => mine === owner)) expect([owner, replica.isComplete(id)]).toEqual([owner, true]);
          if (above.some((upper) => upper === owner)) expect([owner, replica.isComplete(id)]).toEqual([owner, false]);
          expect([owner, replica.result(id)?.state ?? 'waiting']).toEqual([owner, 'confirmed']);
        }
      } finally {
        await device.close();
        await served.close();
      }
    },
  );

  it('is taken back whole', () => {
    const { importer, replica } = opened.organization;
    const [first] = importer.list().filter(({ mayUndo }) => mayUndo);
    expect(importer.undo(first?.id ?? '', ADMIN).ok).toBe(true);
    for (const collection of ['deals', 'goals', 'edges', 'teams', 'products', 'accounts'] as const)
      expect(replica.list(collection)).toEqual([]);
    expect(replica.list('members').map(({ name }) => name)).toEqual(['Ada']);
    expect(replica.directory().settings.maxGoalDepth).toBe(3);
  });
});
