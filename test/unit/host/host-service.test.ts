import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { startHost } from '../../../apps/desktop/src/host/start.ts';
import type { LiveChange } from '../../../apps/desktop/src/host/views/session.ts';
import { activity, create, deal, goal, NOW, update, WON } from '../../fixtures/company.ts';
import { ADMIN, ANA, createTestLog, NORA } from '../../fixtures/replicas.ts';
import { answerFor, openTestHost, replicaOf, StandInConnection, standInApi, tempDir, type TestHost } from './host-fixture.ts';

const nextChange = async (test: TestHost, act: () => void): Promise<LiveChange> => {
  const page = test.host.service.changes(AbortSignal.any([]))[Symbol.asyncIterator]();
  const next = page.next();
  act();
  const { value } = await next;
  return value;
};
const cardOf = (test: TestHost, goalId: string) => {
  const detail = test.host.service.goal(goalId);
  if (detail === null) throw new Error(`no goal ${goalId}`);
  return detail.card;
};

describe('the rep, without a network', () => {
  it('sees a deal marked as won in every goal up to the company at once, as provisional', async () => {
    const test = await openTestHost(ANA);
    const { service } = test.host;
    const before = service.dashboard();
    expect(before.mine.map(({ id, value, state }) => ({ id, value, state }))).toEqual([
      { id: 'g-ana', value: 300_000, state: 'confirmed' },
    ]);
    expect(before.above.map(({ id, value }) => ({ id, value }))).toEqual([
      { id: 'g-north', value: 700_000 },
      { id: 'g-company', value: 1_210_000 },
    ]);

    service.moveDeal('a1', 'won');

    const after = service.dashboard();
    expect(after.mine[0]).toMatchObject({ value: 400_000, state: 'provisional' });
    expect(after.above.map(({ value, state }) => ({ value, state }))).toEqual([
      { value: 800_000, state: 'provisional' },
      { value: 1_310_000, state: 'provisional' },
    ]);
    expect(service.status()).toMatchObject({ changesToSend: 1, connection: 'offline' });
    expect(service.deals({ show: 'all' }).rows.find(({ id }) => id === 'a1')).toMatchObject({
      stageKind: 'won',
      closedOn: '2026-11-16',
      toSend: true,
    });
  });

  it('finds everything in place after a restart, the server still away', async () => {
    const test = await openTestHost(ANA);
    test.host.service.moveDeal('a1', 'won');
    await test.host.close();
    const again = await startHost({
      dataDir: test.dataDir,
      serverUrl: null,
      rendererDir: null,
      port: null,
      now: () => test.clock.now,
      log: test.log,
      connect: new StandInConnection().connect,
      api: standInApi(),
    });
    expect(await again.service.session()).toMatchObject({
      state: 'signed_in',
      memberName: 'Ana Ames',
      companyName: 'Testing Ltd',
      today: '2026-11-16',
    });
    expect(again.service.dashboard().mine[0]?.value).toBe(400_000);
    expect(again.service.status().changesToSend).toBe(1);
    await again.close();
  });

  it('tells open pages what changed and which goals to light up', async () => {
    const test = await openTestHost(ANA);
    const change = await nextChange(test, () => test.host.service.moveDeal('a1', 'won'));
    expect(change.topics).toEqual(expect.arrayContaining(['deals', 'goals', 'status']));
    expect([...change.goalIds].sort()).toEqual(['g-ana', 'g-company', 'g-north']);
  });

  it('loses the provisional mark when the server has the same result', async () => {
    const test = await openTestHost(ANA);
    test.host.service.moveDeal('a1', 'won');
    const sent = test.server.edit([update('deals', 'a1', { stageId: 'won', closedOn: '2026-11-16' })], { actor: ADMIN, origin: 'server' });
    expect(sent.ok).toBe(true);
    const replica = replicaOf(test.connection);
    for (const { seq } of replica.outbox.waiting('main/work/ana/2026-Q4')) replica.acknowledge(seq, test.server.lastSeq());
    test.catchUp();
    expect(test.host.service.dashboard().mine[0]).toMatchObject({ value: 400_000, state: 'confirmed' });
    expect(test.host.service.dashboard().above.map(({ value, state }) => ({ value, state }))).toEqual([
      { value: 800_000, state: 'confirmed' },
      { value: 1_310_000, state: 'confirmed' },
    ]);
  });
});

describe('deals', () => {
  it('[R11] lose their closing date when they are reopened, and leave the goals they were in', async () => {
    const { service } = (await openTestHost(ANA)).host;
    service.moveDeal('a3', 'open');
    expect(service.deals({ show: 'all' }).rows.find(({ id }) => id === 'a3')).toMatchObject({ stageKind: 'open', closedOn: null });
    expect(service.dashboard().mine[0]?.value).toBe(0);
  });

  it('[R10] close today by default, on the given day otherwise, and keep their day when moved again', async () => {
    const { service } = (await openTestHost(ANA)).host;
    service.moveDeal('a1', 'won', '2026-11-10');
    service.moveDeal('a1', 'won');
    service.updateDeal('a2', { stageId: 'lost' });
    const closed = new Map(service.deals({ show: 'all' }).rows.map(({ id, closedOn }) => [id, closedOn]));
    expect(closed.get('a1')).toBe('2026-11-10');
    expect(closed.get('a2')).toBe('2026-11-16');
  });

  it('are made with everything their record needs, and can be deleted and restored', async () => {
    const { service } = (await openTestHost(ANA)).host;
    const { id } = service.createDeal({ name: '  New logo ', stageId: 'proposal', amountMinor: 5_000 });
    expect(service.deals({ show: 'all' }).rows[0]).toMatchObject({
      id,
      name: 'New logo',
      ownerName: 'Ana Ames',
      currency: 'EUR',
      openedOn: '2026-11-16',
      mayEdit: true,
      toSend: true,
    });
    service.deleteDeal(id);
    expect(service.deals({ show: 'all' }).rows.some((one) => one.id === id)).toBe(false);
    expect(service.deal(id)).toBeNull();
    service.restoreDeal(id);
    expect(service.deals({ show: 'all' }).rows.some((one) => one.id === id)).toBe(true);
    expect(service.deal(id)).toEqual(service.deals({ show: 'all' }).rows.find((one) => one.id === id));
    expect(service.deal('nothing')).toBeNull();
  });

  it('are refused in words, with nothing changed', async () => {
    const { service } = (await openTestHost(ANA)).host;
    expect(() => service.createDeal({ name: ' ', stageId: 'proposal' })).toThrow('Deal name: it is empty');
    expect(() => service.createDeal({ name: 'X', stageId: 'nowhere' })).toThrow('no such stage');
    expect(() => service.updateDeal('a1', { amountMinor: -1 })).toThrow('amountMinor is -1');
    expect(() => service.updateDeal('a1', { closedOn: '2026-11-01' })).toThrow('open stage "Proposal" has none');
    expect(() => service.updateDeal('a3', { closedOn: null })).toThrow('a won deal needs one');
    expect(() => service.deleteDeal('unknown')).toThrow('not on this device');
    expect(service.status().changesToSend).toBe(0);
  });
});

describe('activities and tasks', () => {
  it('are logged, completed and reopened, and tasks are overdue after their day', async () => {
    const { service } = (await openTestHost(ANA)).host;
    service.logActivity({ kind: 'call', subject: 'Kick-off', dealId: 'a1', completedAt: '2026-11-16T14:00:00.000Z' });
    expect(service.activities(10)[0]).toMatchObject({ subject: 'Kick-off', dealName: 'Deal a1', completedOn: '2026-11-16' });
    expect(service.activities(10, 'nobody')).toEqual([]);
    const { id } = service.createTask({ title: 'Send the offer', dueOn: '2026-11-15', dealId: null });
    expect(service.dashboard().tasksDue[0]).toMatchObject({ id, isOverdue: true });
    service.completeTask(id, true);
    expect(service.tasks()[0]).toMatchObject({ isOverdue: false, completedAt: '2026-11-16T15:00:00.000Z' });
    service.completeTask(id, false);
    expect(service.tasks()[0]?.completedAt).toBeNull();
    expect(() => service.logActivity({ kind: 'call', subject: 'Tomorrow', dealId: null, completedAt: '2026-11-17T14:00:00.000Z' })).toThrow(
      'in the future',
    );
  });
});

describe('the page of a goal', () => {
  it('lists the records that make up the number, newest first, and says when some are elsewhere', async () => {
    const test = await openTestHost(NORA);
    const { service } = test.host;
    expect(service.goalRecords('g-north', 0, 1)).toMatchObject({
      total: 2,
      rows: [{ id: 'b1', ownerName: 'Ben Bond', amount: 400_000, countsOn: '2026-11-02' }],
    });
    expect(service.goalRecords('g-north', 1, 10).rows.map(({ id }) => id)).toEqual(['a3']);
    expect(service.goal('g-north')).toMatchObject({
      allRecordsHere: true,
      ancestors: [{ id: 'g-company' }],
      children: [{ id: 'g-ana' }, { id: 'g-ben' }],
    });
    expect(service.goal('g-company')?.allRecordsHere).toBe(false);
    expect(service.goal('unknown')).toBeNull();
  });

  it('draws history to today, the even pace over the period, and the forecast from today on', async () => {
    const test = await openTestHost(ANA);
    test.server.takeSnapshots('2026-11-15', { backfilled: true });
    test.catchUp();
    const detail = test.host.service.goal('g-ana');
    expect(detail?.asRestated.at(0)).toEqual({ date: '2026-10-01', value: 0 });
    expect(detail?.asRestated.at(-1)).toEqual({ date: '2026-11-16', value: 300_000 });
    expect(detail?.asReported).toEqual([{ date: '2026-11-15', value: 300_000, backfilled: true }]);
    expect(detail?.expectedLine.at(-1)).toEqual({ date: '2026-12-31', value: 1_000_000 });
    expect(detail?.forecastBand.at(0)).toMatchObject({ date: '2026-11-16', value: 300_000, p10: 300_000, p90: 300_000 });
    expect(detail?.forecastBand.at(-1)).toMatchObject({ date: '2026-12-31', value: detail?.card.forecast?.p50 });
    expect(detail?.card.spark.at(-1)).toBe(300_000);
  });

  it('[A2] adjusts by an amount or to a value, counted apart from what is calculated, and revokes', async () => {
    const test = await openTestHost(NORA);
    const { service } = test.host;
    const justification = 'Paper contract, not in the CRM';
    service.adjustGoal({ goalId: 'g-ana', kind: 'add', entered: 50_000, justification, expiresOn: null });
    service.adjustGoal({ goalId: 'g-ana', kind: 'set', entered: 500_000, justification, expiresOn: null });
    expect(cardOf(test, 'g-ana')).toMatchObject({ value: 500_000, calculated: 300_000, adjusted: 200_000 });
    expect(cardOf(test, 'g-north').value).toBe(900_000);
    const [newest] = service.goal('g-ana')?.adjustments ?? [];
    expect(service.goal('g-north')?.adjustments[0]).toMatchObject({ fromGoalName: 'Revenue of ana', mayRevoke: false });
    expect(newest).toMatchObject({ authorName: 'Nora North', mayRevoke: true });
    service.revokeAdjustment(newest?.id ?? '');
    expect(service.goal('g-ana')?.adjustments.filter(({ revokedAt }) => revokedAt !== null)).toMatchObject([
      { revokedByName: 'Nora North', mayRevoke: false },
    ]);
    expect(() => service.revokeAdjustment(newest?.id ?? '')).toThrow('revoked already');
  });

  it('[A2] [A6] sets a value to just that, also where earlier adjustments took more than there is by now', async () => {
    const test = await openTestHost(NORA);
    const { service } = test.host;
    const justification = 'Paper contract, not in the CRM';
    service.adjustGoal({ goalId: 'g-ana', kind: 'add', entered: -250_000, justification, expiresOn: null });
    service.updateDeal('a3', { amountMinor: 100_000 });
    expect(cardOf(test, 'g-ana')).toMatchObject({ value: 0, calculated: 100_000, adjusted: -100_000 });
    service.adjustGoal({ goalId: 'g-ana', kind: 'set', entered: 70_000, justification, expiresOn: null });
    expect(cardOf(test, 'g-ana')).toMatchObject({ value: 70_000, calculated: 100_000, adjusted: -30_000 });
  });

  it('refuses adjustments without a reason, below zero, or by someone who may not', async () => {
    const manager = (await openTestHost(NORA)).host.service;
    const input = { goalId: 'g-ana', kind: 'add', entered: 1, justification: 'Paper contract', expiresOn: null } as const;
    expect(() => manager.adjustGoal({ ...input, justification: '  too short ' })).toThrow('write at least 10');
    expect(() => manager.adjustGoal({ ...input, entered: -300_001 })).toThrow('become negative');
    expect(() => manager.adjustGoal({ ...input, expiresOn: '2026-11-01' })).toThrow('before it takes effect');
    expect(() => manager.adjustGoal({ ...input, goalId: 'g-south' })).toThrow('You may not adjust');
    const rep = (await openTestHost(ANA)).host.service;
    expect(() => rep.adjustGoal(input)).toThrow('You may not adjust');
  });

  it('shows who did what to it, newest first', async () => {
    const test = await openTestHost(ANA);
    const entry = (id: string, at: string, goalIds: string) => [id, at, 'nora', 'Nora North', 'goal.updated', `changed ${id}`, goalIds];
    const insert = replicaOf(test.connection).sqlite.prepare(
      'INSERT INTO audit (id, at, actor_id, actor_name, action, sentence, goal_ids) VALUES (?, ?, ?, ?, ?, ?, ?)',
    );
    insert.run(...entry('1', '2026-11-01T00:00:00.000Z', '["g-ana","g-north"]'));
    insert.run(...entry('2', '2026-11-02T00:00:00.000Z', '["g-ana"]'));
    insert.run(...entry('3', '2026-11-03T00:00:00.000Z', '["g-ana2"]'));
    expect(test.host.service.goal('g-ana')?.audit.map(({ id }) => id)).toEqual(['2', '1']);
  });
});

describe('goals', () => {
  const quarter = {
    name: 'Deals of Ana',
    ownerType: 'individual',
    ownerId: 'ana',
    type: 'deals',
    periodKind: 'quarter',
    target: 5,
    parentGoalId: null,
  } as const;
  const dates = { periodStart: '2026-10-01', periodEnd: '2026-12-31' };

  it('are made with their place in the hierarchy in one change, and counted at once', async () => {
    const test = await openTestHost(NORA);
    const { service } = test.host;
    const { id: parentId } = service.createGoal({ ...quarter, ...dates, name: 'Deals of North', ownerType: 'team', ownerId: 'north' });
    const { id } = service.createGoal({ ...quarter, ...dates, parentGoalId: parentId });
    expect(service.goal(id)).toMatchObject({
      card: { value: 1, unit: 'count', periodLabel: 'Q4 2026', mayEdit: true },
      ancestors: [{ id: parentId }],
    });
    service.updateGoal({ goalId: id, target: 7 });
    expect(cardOf(test, id).target).toBe(7);
    service.updateGoal({ goalId: id, status: 'cancelled' });
    expect(service.goals({}).some((card) => card.id === id)).toBe(false);
  });

  it('[H2] are refused below a parent they do not fit, with every reason', async () => {
    const { service } = (await openTestHost(NORA)).host;
    const misfit = { ...quarter, periodKind: 'year', periodStart: '2026-01-01', periodEnd: '2026-12-31', parentGoalId: 'g-ben' } as const;
    expect(() => service.createGoal(misfit)).toThrow(/team above the owner.*measure the same thing.*within the period of the goal above/s);
  });

  it('are refused for someone the maker does not lead, for an unknown owner and for half a period', async () => {
    const { service } = (await openTestHost(NORA)).host;
    expect(() => service.createGoal({ ...quarter, ...dates, ownerId: 'carl' })).toThrow('You may not make goals for Carl Cole');
    expect(() => service.createGoal({ ...quarter, ...dates, ownerId: 'nobody' })).toThrow('there is no such member');
    expect(() => service.createGoal({ ...quarter, periodStart: '2026-10-01', periodEnd: '2026-11-30' })).toThrow(
      'Q4 2026 is 2026-10-01 – 2026-12-31',
    );
    expect(() => service.createGoal({ ...quarter, periodStart: '2026-10-01', periodEnd: '2026-09-30' })).toThrow('before it starts');
    expect(() => service.updateGoal({ goalId: 'g-south', target: 1 })).toThrow('You may not change');
  });

  it('are found by words, level, type and whether they run', async () => {
    const { service } = (
      await openTestHost(ANA, {
        extra: [
          create('goals', goal({ id: 'g-old', ownerType: 'team', ownerId: 'north', periodStart: '2026-07-01', periodEnd: '2026-09-30' })),
        ],
      })
    ).host;
    expect(service.goals({}).map(({ id }) => id)).toEqual(['g-company', 'g-north', 'g-old', 'g-south', 'g-ana', 'g-ben', 'g-carl']);
    expect(service.goals({ q: 'NORTH', running: true }).map(({ id }) => id)).toEqual(['g-north']);
    expect(service.goals({ ownerType: 'company' }).map(({ id }) => id)).toEqual(['g-company']);
    expect(service.goals({ type: 'tasks' })).toEqual([]);
  });
});

describe('the manager', () => {
  it('sees their teams with who needs help first', async () => {
    const extra = [
      create('deals', deal({ id: 'b2', ownerId: 'ben', amountMinor: 700_000, ...WON })),
      create('activities', activity({ id: 'v1', ownerId: 'ben' })),
    ];
    const { service } = (await openTestHost(NORA, { extra })).host;
    const { teams } = service.team();
    expect(teams.map(({ name, level, managerNames }) => ({ name, level, managerNames }))).toEqual([
      { name: 'North', level: 0, managerNames: ['Nora North'] },
    ]);
    expect(teams[0]?.goals.map(({ id }) => id)).toEqual(['g-north']);
    expect(teams[0]?.members.map(({ memberId }) => memberId)).toEqual(['ana', 'ben', 'nora']);
    expect(teams[0]?.members[0]).toMatchObject({ openDeals: 2, lastActivityOn: null });
    expect(teams[0]?.members[1]?.lastActivityOn).toBe('2026-11-10');
  });

  it('has the goals of their teams on the dashboard, and may edit the deals of their people', async () => {
    const { service } = (await openTestHost(NORA)).host;
    expect(service.dashboard().mine.map(({ id }) => id)).toEqual(['g-north']);
    expect(service.dashboard().openDeals).toMatchObject({ count: 2, amountMinor: 350_000 });
    service.updateDeal('a1', { amountMinor: 1 });
    expect(await service.session()).toMatchObject({ reachesTeams: true });
  });
});

describe('what the status says', () => {
  it('names rooms in words, and remembers when this device last had everything', async () => {
    const test = await openTestHost(ANA);
    expect(await test.host.service.session()).toMatchObject({ firstSyncDone: false });
    const rooms = ['main/directory', 'main/goals/company/2026', 'main/goals/north/2026', 'main/work/ana/2026-Q4'];
    test.connection.become({
      connection: 'up_to_date',
      upToDateAt: '2026-11-16T15:00:00.000Z',
      rooms: rooms.map((room) => ({ room, isSynced: true, toSend: 0, isDamaged: false })),
    });
    const status = test.host.service.status();
    expect(status.rooms.map(({ label }) => label)).toEqual([
      'Company directory',
      'Company goals 2026',
      'Goals of North, 2026',
      'Deals and activities of Ana Ames, Q4 2026',
    ]);
    test.connection.become({ connection: 'offline', upToDateAt: null });
    expect(test.host.service.status()).toMatchObject({ connection: 'offline', upToDateAt: '2026-11-16T15:00:00.000Z' });
    expect(await test.host.service.session()).toMatchObject({ firstSyncDone: true });
  });

  it('keeps a refused change with its reason and what to do, to be made again or discarded', async () => {
    const test = await openTestHost(ANA);
    const { service } = test.host;
    service.moveDeal('a1', 'won');
    const replica = replicaOf(test.connection);
    const [waiting] = replica.outbox.waiting('main/work/ana/2026-Q4');
    replica.refuse(waiting?.seq ?? 0, 'main/work/ana/2026-Q4', { code: 'forbidden', message: 'You left the team.' });
    expect(service.deals({ show: 'all' }).rows.find(({ id }) => id === 'a1')?.stageKind).toBe('open');
    const [refusal] = service.refusals();
    expect(refusal).toMatchObject({
      change: 'Changed the deal “Deal a1”: stage, closing date',
      code: 'forbidden',
      reason: 'You left the team.',
    });
    expect(refusal?.whatToDo).toContain('Ask a manager');
    service.retryRefusal(refusal?.id ?? '');
    expect(service.deals({ show: 'all' }).rows.find(({ id }) => id === 'a1')).toMatchObject({ stageKind: 'won', toSend: true });
    expect(service.status()).toMatchObject({ refused: 0, changesToSend: 1 });
  });

  it('says that the disk is full, refuses the edit in words, and goes on when there is space again', async () => {
    const { host, connection } = await openTestHost(ANA);
    const { sqlite } = replicaOf(connection);
    sqlite.pragma(`max_page_count = ${String(sqlite.pragma('page_count', { simple: true }))}`);
    const note = 'x'.repeat(4000);
    const fill = (): void => {
      for (let at = 0; at < 100; at++) host.service.createDeal({ name: `Deal ${at}`, stageId: 'proposal', note });
    };
    expect(fill).toThrow('Free some space');
    expect(host.service.status().storageProblem).toContain('could not store');
    expect(host.service.dashboard().mine[0]?.value).toBe(300_000);
    sqlite.pragma('max_page_count = 1073741823');
    host.service.moveDeal('a1', 'won');
    expect(host.service.status().storageProblem).toBeNull();
  });
});

describe('starting', () => {
  it('evaluates every goal anew on a new day', async () => {
    const test = await openTestHost(ANA);
    const before = cardOf(test, 'g-ana').remainingWorkingDays;
    await test.host.close();
    test.clock.now += 24 * 3_600_000;
    const again = await startHost({
      dataDir: test.dataDir,
      serverUrl: null,
      rendererDir: null,
      port: null,
      now: () => test.clock.now,
      log: test.log,
      connect: test.connection.connect,
      api: standInApi(),
    });
    expect(again.service.goal('g-ana')?.card.remainingWorkingDays).toBe(before - 1);
    await again.close();
  });

  it('refuses data of a newer version and touches nothing', async () => {
    const test = await openTestHost(ANA);
    replicaOf(test.connection).sqlite.pragma('user_version = 9999');
    await test.host.close();
    const start = startHost({
      dataDir: test.dataDir,
      serverUrl: null,
      rendererDir: null,
      port: null,
      log: createTestLog(),
      connect: test.connection.connect,
      api: standInApi(),
    });
    await expect(start).rejects.toThrow('newer version of Fieldgoal');
  });

  it('stays up on a folder that cannot be used, says so, and refuses edits in words', async () => {
    const file = join(tempDir(), 'not-a-folder');
    writeFileSync(file, '');
    const api = standInApi({ login: () => Promise.resolve(answerFor(ANA, NOW)) });
    const connect = new StandInConnection().connect;
    const host = await startHost({
      dataDir: join(file, 'data'),
      serverUrl: null,
      rendererDir: null,
      port: null,
      log: createTestLog(),
      connect,
      api,
    });
    await expect(host.service.signIn({ serverUrl: 'http://127.0.0.1:4600', email: 'ana@example.com', password: 'x' })).rejects.toThrow(
      "can't be written",
    );
    expect(host.service.status().storageProblem).toContain("can't be written");
    expect(host.service.dashboard().mine).toEqual([]);
    expect(() => host.service.moveDeal('a1', 'won')).toThrow("can't be written");
    await host.close();
  });
});
