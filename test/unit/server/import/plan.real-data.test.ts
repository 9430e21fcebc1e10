import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { COLLECTIONS } from '@fieldgoal/domain';
import { beforeAll, describe, expect, it } from 'vitest';
import { DEFAULT_GOAL_TEMPLATE, type ImportPlan, planImport, undoChanges } from '../../../../server/src/import/index.ts';
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

function quarterOf(date: string): string {
  return `${date.slice(0, 4)}-Q${Math.ceil(Number(date.slice(5, 7)) / 3)}`;
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
      const checked = COLLECTIONS[collection].safeParse(record);
      return checked.success ? [] : [{ collection, record, error: checked.error }];
    });
    expect(invalid).toEqual([]);
    expect(done.settingsChange?.record.maxGoalDepth).toBe(4);
  });

  it('[C1] keeps every won amount: sums per quarter equal the figures of the separate program', () => {
    const expected: Expected = JSON.parse(readFileSync(resolve(FOLDER, 'expected.json'), 'utf8'));
    const members = new Map(recordsOf(done.changes, 'members').map((member) => [member.id, member.name]));
    const teams = new Map(recordsOf(done.changes, 'teams').map((team) => [team.id, team]));
    const teamOf = new Map(recordsOf(done.changes, 'memberships').map(({ memberId, teamId }) => [memberId, teamId]));
    const stages = new Map(recordsOf(done.changes, 'stages').map((stage) => [stage.id, stage.kind]));
    const found = new Map<string, Figures>();
    const add = (key: string, amount: number, kind: string | undefined): void => {
      const old = found.get(key) ?? { revenue: 0, won: 0, lost: 0 };
      const won = kind === 'won' ? 1 : 0;
      found.set(key, { revenue: old.revenue + won * amount, won: old.won + won, lost: old.lost + 1 - won });
    };
    for (const deal of recordsOf(done.changes, 'deals')) {
      if (deal.closedOn === null) continue;
      const quarter = quarterOf(deal.closedOn);
      const team = teams.get(teamOf.get(deal.ownerId) ?? '');
      const region = teams.get(team?.parentTeamId ?? '');
      for (const owner of ['company', `region ${region?.name}`, `team ${team?.name}`, `rep ${members.get(deal.ownerId)}`]) {
        add(`${quarter} ${owner}`, (deal.amountMinor ?? 0) / 100, stages.get(deal.stageId));
      }
    }
    for (const [quarter, { company, region, team, rep }] of Object.entries(expected.quarters)) {
      const nothing = { revenue: 0, won: 0, lost: 0 };
      expect(found.get(`${quarter} company`)).toEqual(company);
      for (const [name, figures] of Object.entries(region)) expect(found.get(`${quarter} region ${name}`) ?? nothing).toEqual(figures);
      for (const [name, figures] of Object.entries(team)) expect(found.get(`${quarter} team Team ${name}`) ?? nothing).toEqual(figures);
      for (const [name, figures] of Object.entries(rep)) expect(found.get(`${quarter} rep ${name}`) ?? nothing).toEqual(figures);
    }
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
