import type { Adjustment, CountingEvent } from '@fieldgoal/domain';
import fc from 'fast-check';
import type { LedgerEntry } from '../../../../packages/domain/src/explain/ledger.ts';
import { anyActivity, anyDeal, anyTask, dateBetween, eventOf, type Work, withId } from '../arbitraries.ts';

/** Histories of records: what each was from which day on. */

interface Version {
  readonly on: string;
  readonly event: CountingEvent | null;
}
export interface History {
  readonly recordId: string;
  readonly collection: CountingEvent['collection'];
  /** Oldest first. */
  readonly versions: readonly Version[];
}

function versionsOf(works: fc.Arbitrary<Work>): fc.Arbitrary<Omit<History, 'recordId'> & { works: readonly (Work | null)[] }> {
  return fc
    .array(fc.record({ on: dateBetween('2026-10-01', '2026-12-20'), work: fc.option(works, { freq: 4 }) }), { minLength: 1, maxLength: 4 })
    .map((drawn) => {
      const sorted = [...drawn].sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0));
      return {
        collection: sorted.find(({ work }) => work !== null)?.work?.collection ?? 'deals',
        versions: sorted.map(({ on }) => ({ on, event: null })),
        works: sorted.map(({ work }) => work),
      };
    });
}

/** Records that are made, edited, deleted and made again around the last quarter of 2026. */
export function anyHistories(people: readonly string[], currencies?: readonly string[]): fc.Arbitrary<History[]> {
  const one = fc.oneof(
    { weight: 3, arbitrary: versionsOf(anyDeal(people, currencies).map((record) => ({ collection: 'deals', record }) as const)) },
    { weight: 1, arbitrary: versionsOf(anyActivity(people).map((record) => ({ collection: 'activities', record }) as const)) },
    { weight: 1, arbitrary: versionsOf(anyTask(people).map((record) => ({ collection: 'tasks', record }) as const)) },
  );
  return fc.array(one, { maxLength: 20 }).map((histories) =>
    histories.map(({ collection, versions, works }, at) => {
      const recordId = `r${String(at).padStart(2, '0')}`;
      return {
        recordId,
        collection,
        versions: versions.map(({ on }, index) => {
          const work = works[index] ?? null;
          return { on, event: work === null ? null : eventOf(withId(work, recordId)) };
        }),
      };
    }),
  );
}

export function ledgerOf(histories: readonly History[]): LedgerEntry[] {
  return histories.flatMap(({ recordId, collection, versions }) =>
    versions.map(({ on, event }, at) => ({
      at: `${on}T10:00:00.00${at}Z`,
      on,
      collection,
      recordId,
      before: versions[at - 1]?.event ?? null,
      after: event,
      imported: false,
    })),
  );
}

/** The records as they were known at the end of a day. */
export function knownOn(histories: readonly History[], day: string): CountingEvent[] {
  return histories.flatMap(({ versions }) => versions.findLast(({ on }) => on <= day)?.event ?? []);
}

/** Adjustments as they were known at the end of a day: not yet made ones left out, later revocations undone. */
export function adjustmentsKnownOn(adjustments: readonly Adjustment[], day: string): Adjustment[] {
  return adjustments
    .filter(({ createdAt }) => createdAt.slice(0, 10) <= day)
    .map((one) => ((one.revokedAt ?? '') > `${day}T24` ? { ...one, revokedAt: null, revokedBy: null } : one));
}

/** Some expire, some are revoked later than they were made. */
export function withFates(adjustments: readonly Adjustment[], fates: readonly string[]): Adjustment[] {
  return adjustments.map((one, at) => {
    const fate = fates[at % Math.max(1, fates.length)] ?? '2026-12-01';
    if (fate <= one.effectiveOn) return one;
    const revokedAt = one.revokedAt === null ? null : `${fate}T12:00:00.000Z`;
    return { ...one, revokedAt, expiresOn: at % 3 === 0 ? fate : null };
  });
}
