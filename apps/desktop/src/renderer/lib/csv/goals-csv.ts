import type { GoalCard } from '../../../host/views/goal-card.ts';
import { healthWords } from '../../components/health-badge.tsx';
import { goalMeasureWords, ownerTypeWords } from '../goal-words.ts';
import { t } from '../words.ts';
import { percentCell, valueCell } from './amount.ts';
import { type CsvColumn, type CsvTable, csvTable } from './csv.ts';

/** Goals as a table: one a row, numbers in the goal's unit, which stands beside them. */
export function goalsCsv(name: string, goals: readonly GoalCard[]): CsvTable {
  return csvTable(name, goalColumns(), goals);
}

/** What a table says of a goal. */
export function goalColumns(): readonly CsvColumn<GoalCard>[] {
  return [
    { header: t('Goal'), cell: ({ name }) => name },
    { header: t('Owner'), cell: ({ ownerName }) => ownerName },
    { header: t('Level'), cell: ({ ownerType }) => ownerTypeWords(ownerType) },
    { header: t('Measure'), cell: goalMeasureWords },
    { header: t('Period'), cell: ({ periodLabel }) => periodLabel },
    { header: t('From', { context: 'date' }), cell: ({ periodStart }) => periodStart },
    { header: t('To', { context: 'date' }), cell: ({ periodEnd }) => periodEnd },
    { header: t('Value'), cell: (goal) => valueCell(goal.value, goal) },
    { header: t('Target'), cell: (goal) => valueCell(goal.target, goal) },
    { header: t('Unit'), cell: ({ unit }) => unitWords(unit) },
    { header: t('Currency'), cell: ({ currency }) => currency },
    { header: t('Attainment in %'), cell: ({ attainment }) => percentCell(attainment) },
    { header: t('Expected by now'), cell: (goal) => valueCell(goal.expected, goal) },
    { header: t('Health'), cell: ({ health }) => healthWords(health) },
    { header: t('Forecast, low'), cell: (goal) => valueCell(goal.forecast?.p10 ?? null, goal) },
    { header: t('Forecast, high'), cell: (goal) => valueCell(goal.forecast?.p90 ?? null, goal) },
    { header: t('Chance in %'), cell: ({ forecast }) => percentCell(forecast?.probability ?? null) },
    { header: t('Confirmed by the server'), cell: ({ state }) => (state === 'confirmed' ? t('yes') : t('no')) },
  ];
}

function unitWords(unit: GoalCard['unit']): string {
  return { currency: t('money'), count: t('count'), percent: t('percent'), days: t('days') }[unit];
}
