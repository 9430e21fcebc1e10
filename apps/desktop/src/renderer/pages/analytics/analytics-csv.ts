import type { AnalyticsView } from '../../../host/views/analytics.ts';
import type { CsvCell, CsvTable } from '../../lib/csv/csv.ts';
import { goalTypeWords } from '../../lib/goal-words.ts';
import { t } from '../../lib/words.ts';

/** The figures of the analytics page, one a row: what it is about, which figure, its value. */
export function analyticsCsv(analytics: AnalyticsView): CsvTable {
  const rows: CsvCell[][] = [
    [t('About'), t('Figure'), t('Value')],
    [t('All goals chosen'), t('Goals'), analytics.totalGoals],
    [t('All goals chosen'), t('Reached'), analytics.completedGoals],
    [t('All goals chosen'), t('Active'), analytics.activeGoals],
    [t('All goals chosen'), t('Cancelled'), analytics.cancelledGoals],
    [t('All goals chosen'), t('Completion rate in %'), short(analytics.overallCompletionRate)],
    [t('All goals chosen'), t('Average progress in %'), short(analytics.averageProgress)],
    [t('All goals chosen'), t('Average velocity in % of the target a day'), short(analytics.averageVelocity)],
    [t('Team'), t('Completion rate in %'), short(analytics.teamAverageCompletionRate)],
    [t('Team'), t('Average velocity in % of the target a day'), short(analytics.teamAverageVelocity)],
    [t('Company'), t('Completion rate in %'), short(analytics.companyAverageCompletionRate)],
    [t('Company'), t('Average velocity in % of the target a day'), short(analytics.companyAverageVelocity)],
  ];
  for (const { month, completionRate, totalGoals, completedGoals } of analytics.completionRateTrend) {
    rows.push(
      [month, t('Completion rate in %'), short(completionRate)],
      [month, t('Goals'), totalGoals],
      [month, t('Reached'), completedGoals],
    );
  }
  for (const { type, completionRate, totalGoals, completedGoals } of analytics.typeBreakdown) {
    const about = goalTypeWords(type);
    rows.push(
      [about, t('Completion rate in %'), short(completionRate)],
      [about, t('Goals'), totalGoals],
      [about, t('Reached'), completedGoals],
    );
  }
  return { name: t('Analytics'), rows };
}

function short(value: number | null): CsvCell {
  return value === null ? null : Number(value.toFixed(4));
}
