import type { Goal, GoalSeries } from '@fieldgoal/domain';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { create, update } from '../../../fixtures/company.ts';
import { ADMIN } from '../../../fixtures/replicas.ts';
import { makeSeries } from '../../domain/series/make-series.ts';
import { openEmptyOrganization, openTestOrganization, type TestOrganization } from '../test-organization.ts';

const DAY_MS = 86_400_000;
/** It is 16 November 2026. */
const COMPANY = makeSeries({ id: 'yearly', periodKind: 'year', targets: [{ from: '2026-01-01', target: 4_000_000 }] });
const NORTH = makeSeries({ id: 'north-q', ownerType: 'team', ownerId: 'north', startsOn: '2026-07-01', parentSeriesId: 'yearly' });
let opened: TestOrganization;
beforeEach(async () => {
  opened = await openTestOrganization();
});
afterEach(() => opened.organization.close());

function add(...all: readonly GoalSeries[]): void {
  const made = opened.organization.authority.edit(
    all.map((series) => create('goalSeries', series)),
    ADMIN,
  );
  if (!made.ok) throw new Error(made.error.message);
}

function change(...changes: readonly ReturnType<typeof update>[]): void {
  const changed = opened.organization.authority.edit(changes, ADMIN);
  if (!changed.ok) throw new Error(changed.error.message);
}

const run = () => opened.organization.jobs.run('series', 'admin');
const goalsOf = (series: GoalSeries): Goal[] => opened.organization.replica.list('goals').filter(({ seriesId }) => seriesId === series.id);
const targetsOf = (series: GoalSeries) => goalsOf(series).map(({ periodStart, target }) => [periodStart, target]);

describe('[G2] the series job', () => {
  it('makes the goals due through the next period, in their place, and says so', async () => {
    add(NORTH, COMPANY);
    expect(await run()).toMatchObject({ ok: true, result: '5 goals of 2 recurring made.' });
    expect(goalsOf(COMPANY).map(({ name }) => name)).toEqual(['Revenue 2026', 'Revenue 2027']);
    expect(goalsOf(NORTH).map(({ name }) => name)).toEqual(['Revenue Q3 2026', 'Revenue Q4 2026', 'Revenue Q1 2027']);
    const { hierarchy } = opened.organization.replica.goalIndex();
    expect(hierarchy.childrenOf.get('yearly_2026-01-01')).toEqual(['north-q_2026-07-01', 'north-q_2026-10-01']);
    expect(hierarchy.parentOf.get('north-q_2027-01-01')).toBe('yearly_2027-01-01');
    // Team North has won deals in this quarter, which the new goal counts at once.
    expect(opened.organization.replica.result('north-q_2026-10-01')?.result.value).toBe(700_000);
  });

  it('changes nothing when it runs again, and makes one more when a period has begun', async () => {
    add(NORTH);
    await run();
    expect(await run()).toMatchObject({ ok: true, result: 'Nothing was due.' });
    opened.clock.advance(60 * DAY_MS);
    expect(await run()).toMatchObject({ result: '1 goal of 1 recurring made.' });
    expect(goalsOf(NORTH).at(-1)?.periodStart).toBe('2027-04-01');
  });

  it('does not make again what someone deleted', async () => {
    add(NORTH);
    await run();
    change(update('goals', 'north-q_2027-01-01', { deletedAt: '2026-11-16T15:00:00.000Z' }));
    expect(await run()).toMatchObject({ result: 'Nothing was due.' });
  });

  it('makes nothing for a member or a team that is gone, nor for a paused series', async () => {
    add({ ...NORTH, ownerId: 'nobody' }, makeSeries({ id: 'gone', ownerType: 'individual', ownerId: 'zoe' }), {
      ...COMPANY,
      status: 'paused',
    });
    expect(await run()).toMatchObject({ ok: true, result: 'Nothing was due.' });
  });

  it('works before there is a company, with nothing to do', async () => {
    const empty = await openEmptyOrganization();
    expect(await empty.organization.jobs.run('series', 'admin')).toMatchObject({ ok: true, result: 'There is no company yet.' });
    await empty.organization.close();
  });

  it('tells of one that is refused, and still makes the goals of the others', async () => {
    // The week of 1 January 1900 begins in 1899, before business dates do (rule T1).
    change(update('settings', 'settings', { weekStart: 7 }));
    add(NORTH, makeSeries({ id: 'before-time', periodKind: 'week', startsOn: '1900-01-01', endsOn: '1900-01-01' }));
    expect(await run()).toMatchObject({
      ok: false,
      result: expect.stringMatching(/^3 goals of 1 recurring made\. 1 .*periodStart is "1899-12-31"/),
    });
    expect(goalsOf(NORTH)).toHaveLength(3);
  });
});

describe('[G4] a new target', () => {
  it('is given to the goals that have not begun, by whatever device it was decided', async () => {
    add(NORTH);
    await run();
    const targets = [...NORTH.targets, { from: '2026-01-01', target: 2_500_000 }];
    change(update('goalSeries', NORTH.id, { targets }));
    expect(await run()).toMatchObject({ result: '0 goals of 1 recurring made, 1 given a new target.' });
    expect(targetsOf(NORTH)).toEqual([
      ['2026-07-01', 1_000_000],
      ['2026-10-01', 1_000_000],
      ['2027-01-01', 2_500_000],
    ]);
  });

  it('leaves alone a goal that someone edited', async () => {
    add(NORTH);
    await run();
    change(update('goals', 'north-q_2027-01-01', { target: 42 }));
    change(update('goalSeries', NORTH.id, { targets: [...NORTH.targets, { from: '2026-01-01', target: 2_500_000 }] }));
    expect(await run()).toMatchObject({ result: 'Nothing was due.' });
    expect(targetsOf(NORTH).at(-1)).toEqual(['2027-01-01', 42]);
  });
});

it('[G2] a recurring goal has its goals as soon as it is made or changed, while the jobs follow the clock', async () => {
  const { jobs } = opened.organization;
  jobs.start();
  add(NORTH);
  await jobs.close();
  expect(goalsOf(NORTH)).toHaveLength(3);
  const audit = opened.organization.replica.sqlite.prepare<[], string>('SELECT sentence FROM audit ORDER BY id').pluck().all();
  expect(audit).toContain('added recurring goal "Revenue {period}"');
  expect(audit).toContain('set the goal "Revenue Q4 2026" with a target of €10,000');
});
