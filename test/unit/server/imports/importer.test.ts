import type { ImportFile, ImportOptions, ImportProgress } from '@fieldgoal/domain';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Importer } from '../../../../server/src/imports/importer.ts';
import { ImportJournal } from '../../../../server/src/imports/journal.ts';
import { openServerTables } from '../../../../server/src/storage/server-database.ts';
import { update } from '../../../fixtures/company.ts';
import { ADMIN } from '../../../fixtures/replicas.ts';
import { openTestOrganization, type TestOrganization } from '../test-organization.ts';

let opened: TestOrganization;
beforeEach(async () => {
  opened = await openTestOrganization();
});
afterEach(() => opened.organization.close());

const HEADER = 'opportunity_id,sales_agent,deal_stage,engage_date,close_date,close_value';
const DEALS = [HEADER, 'X1,Ana Ames,Won,2026-10-05,2026-10-25,1500', 'X2,Ana Ames,Won,2026-10-06,2026-11-02,2500'];

function csv(lines: readonly string[]): ImportFile[] {
  return [{ name: 'deals.csv', base64: Buffer.from(lines.join('\n')).toString('base64') }];
}

async function optionsFor(files: readonly ImportFile[]): Promise<ImportOptions> {
  const preview = await opened.organization.importer.preview(files, null, ADMIN);
  if (!preview.ok) throw new Error(preview.error);
  return { mappings: preview.value.files.map(({ mapping }) => mapping), answers: {}, goalTemplate: null };
}

async function importAll(lines: readonly string[]): Promise<ImportProgress> {
  const { importer } = opened.organization;
  const files = csv(lines);
  const started = importer.start(files, await optionsFor(files), ADMIN);
  if (!started.ok) throw new Error(started.error);
  await importer.close();
  const progress = importer.progress(started.value.importId);
  if (progress === null) throw new Error('the import is not known');
  return progress;
}

function anasValue(): number | null | undefined {
  return opened.organization.replica.result('g-ana')?.result.value;
}

function imported(): string[] {
  // Ids made within one millisecond sort by chance.
  return opened.organization.replica
    .list('deals')
    .flatMap(({ externalId }) => externalId ?? [])
    .sort();
}

describe('an import', () => {
  it('writes its records and calculates their goals in one go', async () => {
    expect(await importAll(DEALS)).toMatchObject({ state: 'done', phase: 'finished', done: 1 });
    expect(imported()).toEqual(['X1', 'X2']);
    expect(anasValue()).toBe(300_000 + 400_000);
  });

  it('changes nothing the second time', async () => {
    await importAll(DEALS);
    const before = opened.organization.replica.lastSeq();
    expect(await importAll(DEALS)).toMatchObject({ state: 'done', message: expect.stringContaining('nothing was changed') });
    expect(opened.organization.replica.lastSeq()).toBe(before);
  });

  it('with one bad row imports nothing at all and says which row', async () => {
    const before = opened.organization.replica.lastSeq();
    expect(await importAll([...DEALS, 'X3,Ana Ames,Won,2026-10-06,2026-02-31,1'])).toMatchObject({
      state: 'failed',
      message: expect.stringContaining('row 4'),
    });
    expect(opened.organization.replica.lastSeq()).toBe(before);
    expect(imported()).toEqual([]);
  });

  it('is one at a time', async () => {
    const { importer } = opened.organization;
    const files = csv(DEALS);
    const options = await optionsFor(files);
    expect(importer.start(files, options, ADMIN).ok).toBe(true);
    expect(importer.start(files, options, ADMIN)).toMatchObject({ ok: false, error: expect.stringContaining('Another import is running') });
    await importer.close();
  });

  it('leaves one line in the audit, naming the person and the files', async () => {
    await importAll(DEALS);
    const lines = opened.organization.replica.sqlite
      .prepare<[], { actor_name: string; sentence: string }>("SELECT actor_name, sentence FROM audit WHERE sentence LIKE 'imported %'")
      .all();
    expect(lines).toEqual([{ actor_name: 'Ada Admin', sentence: 'imported deals.csv: 2 records created, 0 updated' }]);
  });
});

describe('undoing an import', () => {
  it('takes all of it back, once', async () => {
    const { importId } = await importAll(DEALS);
    const { importer } = opened.organization;
    expect(importer.list()).toMatchObject([{ id: importId, state: 'done', byName: 'Ada Admin', created: 2, updated: 0, mayUndo: true }]);
    expect(importer.undo(importId, ADMIN)).toEqual({ ok: true, value: { changed: 2 } });
    expect(imported()).toEqual([]);
    expect(anasValue()).toBe(300_000);
    expect(importer.list()).toMatchObject([{ state: 'undone', mayUndo: false }]);
    expect(importer.undo(importId, ADMIN)).toMatchObject({ ok: false, error: expect.stringContaining('undone already') });
  });

  it('keeps what somebody has changed since', async () => {
    await importAll(DEALS);
    const { importId } = await importAll([HEADER, 'X1,Ana Ames,Won,2026-10-05,2026-10-26,1800']);
    const { authority, importer, replica } = opened.organization;
    const deal = replica.list('deals').find(({ externalId }) => externalId === 'X1');
    authority.edit([update('deals', deal?.id ?? '', { amountMinor: 999_900 })], ADMIN);
    importer.undo(importId, ADMIN);
    expect(replica.record('deals', deal?.id ?? '')).toMatchObject({ amountMinor: 999_900, closedOn: '2026-10-25' });
  });

  it('of an unknown import says so', () => {
    expect(opened.organization.importer.undo('NOPE', ADMIN)).toMatchObject({ ok: false, error: expect.stringContaining('no import NOPE') });
  });
});

describe('[law 2] an import that was killed in the middle', () => {
  it('is settled at the next start: done when its records are there, failed when they are not', async () => {
    const { replica, authority, log } = opened.organization;
    const { importId } = await importAll(DEALS);
    const db = openServerTables(replica.sqlite);
    const journal = new ImportJournal(db);
    const planned = journal
      .changesOf(importId)
      .map((change) => ({ ...change, id: `${change.id}-2`, record: { ...change.record, id: `${change.id}-2` } }));
    replica.sqlite.exec("UPDATE imports SET state = 'running'");
    journal.begin({ id: 'ZZ-never-written', at: replica.nowInstant(), actorId: 'ada', files: ['deals.csv'] });
    journal.plan('ZZ-never-written', planned as typeof planned & Parameters<ImportJournal['plan']>[1]);
    const importer = new Importer({ replica, authority, db, log });
    expect(importer.list().map(({ id, state }) => [id, state])).toEqual([
      ['ZZ-never-written', 'failed'],
      [importId, 'done'],
    ]);
    expect(importer.progress('ZZ-never-written')?.message).toContain('Please import again');
  });
});
