import type { PeriodKind } from '@fieldgoal/domain';

const NOUNS: Readonly<Record<PeriodKind, string>> = {
  week: 'week',
  month: 'month',
  quarter: 'quarter',
  half_year: 'half-year',
  year: 'year',
  custom: 'period',
};

/** "quarter". */
export function periodNoun(kind: PeriodKind): string {
  return NOUNS[kind];
}

/** "Quarter", as a column "every …" or a choice says it. */
export function everyWords(kind: PeriodKind): string {
  const noun = NOUNS[kind];
  return noun.charAt(0).toUpperCase() + noun.slice(1);
}
