import type { Deal } from '@fieldgoal/domain';
import { expect, it } from 'vitest';
import { describeChange } from '../../../../server/src/authority/describe.ts';
import { deal } from '../../../fixtures/company.ts';

const NAMES: Readonly<Record<string, string>> = { ana: 'Ana Ruiz', ben: 'Ben Ito' };

function sentenceOf(before: Deal, fields: Partial<Deal>): string | undefined {
  const touched = { collection: 'deals' as const, id: before.id, room: 'main/work/ana/2026-Q4', before, after: { ...before, ...fields } };
  const context = { currency: 'EUR', stageKind: () => 'open', goalName: (id: string) => id, memberName: (id: string) => NAMES[id] ?? id };
  return describeChange(touched, context)?.sentence;
}

it('says in words who got a share of a deal, and of other lists only that they changed', () => {
  const before = { ...deal({ id: 'd', ownerId: 'ana' }), name: 'Alder', amountMinor: 100_000 };
  const credits = [
    { memberId: 'ana', shareBp: 6000 },
    { memberId: 'ben', shareBp: 4000 },
  ];
  expect(sentenceOf(before, { credits })).toBe('changed the deal "Alder" (credits nothing → Ana Ruiz 60 % + Ben Ito 40 %)');
  expect(sentenceOf({ ...before, credits }, { credits: [] })).toBe(
    'changed the deal "Alder" (credits Ana Ruiz 60 % + Ben Ito 40 % → nothing)',
  );
  expect(sentenceOf(before, { tags: ['key'], amountMinor: 120_000 })).toBe('changed the deal "Alder" (amount €1,000 → €1,200, tags)');
});
