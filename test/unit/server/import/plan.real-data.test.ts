import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { countingEventOfDeal, createGoalIndex, validateRecord } from '@fieldgoal/domain';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  type CurrentCompany,
  DEFAULT_GOAL_TEMPLATE,
  type ImportPlan,
  planImport,
  undoChanges,
} from '../../../../server/src/import/index.ts';
import { afterImport, csv, EMPTY_COMPANY, mustPlan, NOW, plan, recordsAfter, recordsOf, TODAY } from './company.ts';

const FOLDER = resolve(import.meta.dirname, '../../../../../shared/data/crm-sales-opportunities');
const NAMES = ['accounts.csv', 'products.csv', 'sales_pipeline.csv', 'sales_teams.csv'];
const isThere = existsSync(FOLDER);
if (!isThere) console.warn(`SKIPPED: the real export is not at ${FOLDER}; the import of real data is NOT tested.`);

const files = isThere ? NAMES.map((name) => csv(name, readFileSync(resolve(FOLDER, name)))) : [];
const OPTIONS = { goalTemplate: DEFAULT_GOAL_TEMPLATE };
const ANSWERED = { ...OPTIONS, answers: { 'product:GTXPro': 'GTX Pro' } };

interface Figures {
  readonly revenue: number;
  readonly won: number;
  readonly lost: number;
}
interface Expected {
  readonly quarters: Record<
    string,
    { company: Figures; region: Record<string, Figures>; team: Record<string, Figures>; rep: Record<string, Figures> }
  >;
}

/** Value of every goal of a company as the engine counts it, by quarter, kind of goal and owner's name. */
function goalValues({ directory, goals, edges, dealsByExternalId }: CurrentCompany): Map<string, number> {
  const index = createGoalIndex(directory, { goals, edges, adjustments: [] });
  expect(index.hierarchy.conflicts).toEqual([]);
  const stages = new Map(directory.stages.map((stage) => [stage.id, stage]));
  const values = new Map<string, number>();
  for (const deal of dealsByExternalId.values()) {
    const stage = stages.get(deal.stageId);
    const event = stage === undefined ? null : countingEventOfDeal(deal, stage, directory.settings.timeZone);
    if (event === null) continue;
    for (const [id, { amount }] of index.counted(event)) values.set(id, (values.get(id) ?? 0) + amount);
  }
  const names = new Map([...directory.teams, ...directory.members].map(({ id, name }) => [id, name]));
  return new Map(
    goals.map(({ id, type, ownerType, ownerId, periodStart }) => {
      const quarter = `${periodStart.slice(0, 4)}-Q${Math.ceil(Number(periodStart.slice(5, 7)) / 3)}`;
      return [[quarter, type, ownerType, names.get(ownerId) ?? ownerId].join(' '), values.get(id) ?? 0];
    }),
  );
}

describe.skipIf(!isThere)('the import of a real CRM export', () => {
  let done: ImportPlan;
  beforeAll(async () => {
    done = mustPlan(await plan(files, ANSWERED));
  });

  it('asks whether GTXPro is GTX Pro and plans nothing before the answer', async () => {
    const { preview, plan: none } = await plan(files, OPTIONS);
    expect(preview.questions).toEqual([{ key: 'product:GTXPro', kind: 'product', found: 'GTXPro', rows: 1480, suggestions: ['GTX Pro'] }]);
    expect(preview.problems).toEqual([]);
    expect(preview.canRun).toBe(false);
    expect(none).toBeNull();
  });

  it('proposes the default goals when nothing was chosen yet, and says how far it is', async () => {
    const seen: number[] = [];
    let breaths = 0;
    let last = 0;
    const { preview } = await planImport({
      files,
      options: null,
      current: EMPTY_COMPANY,
      now: NOW,
      today: TODAY,
      actorId: 'admin',
      importId: 'import1',
      newId: () => `n${++last}`,
      onProgress: ({ done: share }) => seen.push(share),
      breathe: async () => {
        breaths += 1;
      },
    });
    expect(preview.counts.find(({ what }) => what === 'Goals')?.created).toBe(360);
    expect(seen).toEqual(seen.toSorted((a, b) => a - b));
    expect(seen.at(-1)).toBe(1);
    expect(breaths).toBeGreaterThan(8);
  });

  it('builds the company of the files', async () => {
    const { preview } = await plan(files, ANSWERED);
    expect(Object.fromEntries(preview.counts.map(({ what, created }) => [what, created]))).toEqual({
      Managers: 6,
      Members: 35,
      Teams: 9,
      'Team memberships': 41,
      Products: 7,
      Accounts: 85,
      Stages: 4,
      Deals: 8800,
      Goals: 360,
      'Goal links': 352,
    });
    expect(preview.notices).toEqual(['The depth of the goal hierarchy is raised from 3 to 4.']);
    expect(preview.canRun).toBe(true);
  });

  it('learns the chance of open stages from closed deals', () => {
    const stages = recordsOf(done.changes, 'stages').toSorted((a, b) => a.position - b.position);
    expect(stages.map(({ name, kind, probability }) => [name, kind, probability])).toEqual([
      ['Prospecting', 'open', 32],
      ['Engaging', 'open', 63],
      ['Won', 'won', 100],
      ['Lost', 'lost', 0],
    ]);
  });

  it('plans only records that are valid', () => {
    const invalid = done.changes.flatMap(({ collection, record }) => {
      const checked = validateRecord(collection, record);
      return checked.ok ? [] : [checked.error];
    });
    expect(invalid).toEqual([]);
    expect(done.settingsChange?.record.maxGoalDepth).toBe(4);
  });

  it('[C1] makes goals whose values equal the figures of the separate program, all 360', () => {
    const expected: Expected = JSON.parse(readFileSync(resolve(FOLDER, 'expected.json'), 'utf8'));
    const wanted = new Map<string, number>();
    for (const [quarter, { company, region, team, rep }] of Object.entries(expected.quarters)) {
      const owners: [string, Figures][] = [['company company', company]];
      for (const [name, figures] of Object.entries(region)) owners.push([`team ${name}`, figures]);
      for (const [name, figures] of Object.entries(team)) owners.push([`team Team ${name}`, figures]);
      for (const [name, figures] of Object.entries(rep)) owners.push([`individual ${name}`, figures]);
      for (const [owner, { revenue, won }] of owners)
        wanted.set(`${quarter} revenue ${owner}`, revenue * 100).set(`${quarter} deals ${owner}`, won);
    }
    expect(wanted.size).toBe(360);
    expect(goalValues(afterImport(EMPTY_COMPANY, done))).toEqual(wanted);
  });

  it('[H4] gives parents the sum of their children as target, four levels deep', () => {
    const goals = new Map(recordsOf(done.changes, 'goals').map((goal) => [goal.id, goal]));
    const sums = new Map<string, number>();
    for (const { childId, parentId } of recordsOf(done.changes, 'edges')) {
      sums.set(parentId ?? '', (sums.get(parentId ?? '') ?? 0) + (goals.get(childId)?.target ?? 0));
    }
    const parents = [...goals.values()].filter(({ ownerType }) => ownerType !== 'individual');
    expect(parents).toHaveLength(80);
    for (const goal of parents) expect(goal.target).toBe(sums.get(goal.id));
    expect([...goals.values()].some(({ name }) => name === 'Revenue Q1 2017')).toBe(true);
    expect([...goals.values()].every(({ target }) => target !== null && target > 0)).toBe(true);
  });

  it('changes nothing when the same files are imported again, and does not ask again', async () => {
    const company = afterImport(EMPTY_COMPANY, done);
    const { preview, plan: again } = await plan(files, OPTIONS, company, 'second');
    expect(preview.questions).toEqual([]);
    expect(again).toEqual({ changes: [], settingsChange: null });
    expect(preview.notices).toEqual([]);
    expect(preview.counts.map(({ created, updated }) => created + updated)).toEqual(preview.counts.map(() => 0));
    expect(preview.counts.find(({ what }) => what === 'Deals')?.unchanged).toBe(8800);
  });

  it('is taken back as a whole', () => {
    const undone = undoChanges(done.changes, recordsAfter(done.changes), NOW);
    expect(undone).toHaveLength(done.changes.length);
    expect(undone.every(({ kind, record }) => kind === 'update' && record.deletedAt === NOW)).toBe(true);
  });
});
