import { Buffer } from 'node:buffer';
import { describe, expect, it } from 'vitest';
import { undoChanges } from '../../../../server/src/import/index.ts';
import { afterImport, csv, dealsFile, EMPTY_COMPANY, mustPlan, NOW, plan, recordsAfter, recordsOf } from './company.ts';

const TEAMS = csv('teams.csv', 'sales_agent,manager,regional_office\nAnn Lee,Mo Roe,North\nBob Ray,Mo Roe,North\n');
const PRODUCTS = csv('products.csv', 'product,series,sales_price\nGTX Pro,GTX,"4,821.50"\n');
const DEALS = dealsFile('D1,Ann Lee,GTX Pro,Acme,Won,1/2/2017,2/3/2017,1000', 'D2,Bob Ray,GTX Pro,,Prospecting,,,');
const FILES = [TEAMS, PRODUCTS, DEALS];

describe('planning an import', () => {
  it('builds teams, people and memberships that reach back to the first deal', async () => {
    const { changes } = mustPlan(await plan(FILES));
    const teams = recordsOf(changes, 'teams');
    const members = recordsOf(changes, 'members');
    expect(teams.map(({ name }) => name)).toEqual(['North', 'Team Mo Roe']);
    expect(teams[1]?.parentTeamId).toBe(teams[0]?.id);
    expect(members.map(({ name, role }) => [name, role])).toEqual([
      ['Mo Roe', 'manager'],
      ['Ann Lee', 'member'],
      ['Bob Ray', 'member'],
    ]);
    expect(teams[1]?.managerIds).toEqual([members[0]?.id]);
    expect(recordsOf(changes, 'memberships').map(({ from, to }) => [from, to])).toEqual(Array(3).fill(['2017-01-01', null]));
  });

  it('names deals by product and account and dates them by their first day', async () => {
    const { changes } = mustPlan(await plan(FILES));
    expect(recordsOf(changes, 'deals')).toMatchObject([
      {
        name: 'GTX Pro for Acme',
        amountMinor: 100_000,
        openedOn: '2017-01-02',
        closedOn: '2017-02-03',
        createdAt: '2017-01-02T12:00:00.000Z',
      },
      { name: 'GTX Pro D2', amountMinor: null, openedOn: null, closedOn: null, createdAt: NOW },
    ]);
    expect(recordsOf(changes, 'products')).toMatchObject([{ series: 'GTX', listPriceMinor: 482_150 }]);
    expect(changes.every(({ record }) => record.importId === 'import1')).toBe(true);
  });

  it('changes only what differs when a row has changed', async () => {
    const company = afterImport(EMPTY_COMPANY, mustPlan(await plan(FILES)));
    const changed = dealsFile('D1,ann  lee,gtx pro,ACME,Won,1/2/2017,2/3/2017,1500', 'D2,Bob Ray,GTX Pro,,Prospecting,,,');
    const { changes } = mustPlan(await plan([TEAMS, PRODUCTS, changed], {}, company, 'second'));
    expect(changes).toHaveLength(1);
    expect(changes[0]).toMatchObject({
      collection: 'deals',
      kind: 'update',
      record: { amountMinor: 150_000 },
      before: { amountMinor: 100_000 },
    });
  });

  it('moves a person to another team from today, keeping the past in the old one', async () => {
    const company = afterImport(EMPTY_COMPANY, mustPlan(await plan(FILES)));
    const moved = csv('teams.csv', 'sales_agent,manager,regional_office\nAnn Lee,Zoe Poe,North\nBob Ray,Mo Roe,North\n');
    const { changes } = mustPlan(await plan([moved], {}, company, 'second'));
    const ann = company.directory.members.find(({ name }) => name === 'Ann Lee');
    const memberships = recordsOf(changes, 'memberships').filter(({ memberId }) => memberId === ann?.id);
    expect(memberships.map(({ from, to }) => [from, to])).toEqual([
      ['2018-01-15', null],
      ['2017-01-01', '2018-01-14'],
    ]);
  });

  it('answers a name question with the suggestion or a new record', async () => {
    const files = [TEAMS, PRODUCTS, dealsFile('D1,Ann Lee,GTXPro,,Won,1/2/2017,2/3/2017,1')];
    const { preview } = await plan(files);
    expect(preview).toMatchObject({ canRun: false, questions: [{ key: 'product:GTXPro', suggestions: ['GTX Pro'] }] });
    const same = mustPlan(await plan(files, { answers: { 'product:GTXPro': 'GTX Pro' } }));
    expect(recordsOf(same.changes, 'products').map(({ name }) => name)).toEqual(['GTX Pro']);
    const fresh = mustPlan(await plan(files, { answers: { 'product:GTXPro': 'new' } }));
    expect(recordsOf(fresh.changes, 'products').map(({ name }) => name)).toEqual(['GTX Pro', 'GTXPro']);
  });

  it('refuses an answer that names nothing', async () => {
    const files = [PRODUCTS, dealsFile('D1,Ann Lee,GTXPro,,Won,1/2/2017,2/3/2017,1')];
    const { preview } = await plan(files, { answers: { 'product:GTXPro': 'Nothing' } });
    expect(preview.problems[0]?.message).toMatch(/"Nothing" is none of the products/);
    expect(preview.canRun).toBe(false);
  });

  it('asks about a misspelt stage and a misspelt person', async () => {
    const { preview } = await plan([
      TEAMS,
      dealsFile('D1,Ann Leee,P,,Won,1/2/2017,2/3/2017,1', 'D2,Ann Lee,P,,Prospectng,1/2/2017,,', 'D3,Ann Lee,P,,Prospecting,,,'),
    ]);
    expect(preview.questions.map(({ key, suggestions }) => [key, suggestions])).toEqual([
      ['owner:Ann Leee', ['Ann Lee']],
      ['stage:Prospectng', ['Prospecting']],
    ]);
  });

  it('leaves a deal with its owner when the file names another, and says so', async () => {
    const company = afterImport(EMPTY_COMPANY, mustPlan(await plan(FILES)));
    const { preview, plan: planned } = await plan([dealsFile('D1,Bob Ray,GTX Pro,Acme,Won,1/2/2017,2/3/2017,1000')], {}, company, 'second');
    expect(preview.problems[0]?.message).toMatch(/belongs to Ann Lee/);
    expect(planned?.changes).toEqual([]);
  });

  it.each([
    [
      'UTF-8 with a mark',
      Buffer.from('\uFEFFopportunity_id;sales_agent;deal_stage;close_date;close_value\nD1;Ann Lee;Won;31.01.2017;1.054,50\n'),
    ],
    [
      'UTF-16',
      Buffer.from(
        '\uFEFFopportunity_id\tsales_agent\tdeal_stage\tclose_date\tclose_value\nD1\tAnn Lee\tWon\t31.01.2017\t1.054,50\n',
        'utf16le',
      ),
    ],
  ])('reads %s, European dates and amounts, and other delimiters', async (_what, bytes) => {
    const { changes } = mustPlan(await plan([csv('deals.csv', bytes)]));
    expect(recordsOf(changes, 'deals')).toMatchObject([{ closedOn: '2017-01-31', amountMinor: 105_450 }]);
  });

  it('reads the headers of other systems', async () => {
    const file = csv(
      'export.csv',
      'Record ID,Deal Name,Deal Owner,Deal Stage,Create Date,Close Date,Amount\n9,Big one,Ann Lee,Closed Won,2017-01-02 10:00,2017-02-03 11:30,"$1,000"\n',
    );
    const { changes } = mustPlan(await plan([file]));
    expect(recordsOf(changes, 'deals')).toMatchObject([
      { externalId: '9', name: 'Big one', openedOn: '2017-01-02', closedOn: '2017-02-03', amountMinor: 100_000 },
    ]);
  });

  it('takes the mapping that was chosen over the guessed one', async () => {
    const file = csv('x.csv', 'a,b,c,d\n1,Ann Lee,Won,3/4/2017\n');
    const columns = { a: 'externalId', b: 'owner', c: 'stage', d: 'closedOn' };
    const { changes } = mustPlan(await plan([file], { mappings: [{ file: 'x.csv', kind: 'deals', columns, dateOrder: 'DMY' }] }));
    expect(recordsOf(changes, 'deals')).toMatchObject([{ closedOn: '2017-04-03' }]);
  });
});

describe('goals of the template', () => {
  it('targets the average of the quarters plus growth; who has no deals gets the team average', async () => {
    const files = [
      TEAMS,
      PRODUCTS,
      dealsFile('D1,Ann Lee,GTX Pro,,Won,1/2/2017,2/3/2017,1000', 'D2,Ann Lee,GTX Pro,,Won,1/2/2017,5/3/2017,2000'),
    ];
    const { changes, settingsChange } = mustPlan(await plan(files, { goalTemplate: { types: ['revenue', 'deals'], growthPercent: 10 } }));
    const goals = recordsOf(changes, 'goals').filter(({ periodStart }) => periodStart === '2017-01-01');
    // (1000 + 2000) / 2 quarters × 1.1 = 1650, rounded to 1700 dollars; 1 deal × 1.1 is rounded up.
    expect(goals.map(({ ownerType, type, target, targetMode }) => [ownerType, type, target, targetMode])).toEqual([
      ['individual', 'revenue', 170_000, 'fixed'],
      ['individual', 'revenue', 170_000, 'fixed'],
      ['team', 'revenue', 340_000, 'sum_of_children'],
      ['team', 'revenue', 340_000, 'sum_of_children'],
      ['company', 'revenue', 340_000, 'sum_of_children'],
      ['individual', 'deals', 2, 'fixed'],
      ['individual', 'deals', 2, 'fixed'],
      ['team', 'deals', 4, 'sum_of_children'],
      ['team', 'deals', 4, 'sum_of_children'],
      ['company', 'deals', 4, 'sum_of_children'],
    ]);
    expect(settingsChange?.record.maxGoalDepth).toBe(4);
  });
});

describe('undo of an import', () => {
  it('keeps what somebody edited afterwards and gives the rest back', async () => {
    const company = afterImport(EMPTY_COMPANY, mustPlan(await plan(FILES)));
    const second = [PRODUCTS, dealsFile('D1,Ann Lee,GTX Pro,Acme,Lost,1/2/2017,3/3/2017,1500')];
    const { changes } = mustPlan(await plan(second, {}, company, 'second'));
    const edited = changes.map((change) =>
      change.collection === 'deals' ? { ...change, record: { ...change.record, amountMinor: 7 } } : change,
    );
    const undone = recordsOf(undoChanges(changes, recordsAfter(edited), NOW), 'deals');
    expect(undone).toMatchObject([{ amountMinor: 7, closedOn: '2017-02-03' }]);
  });
});
