import { periodText } from '../../lib/host-text.ts';
import { addDays, type IsoDate, periodLabel, periodOf, workCalendar } from '@fieldgoal/domain';
import type { DirectoryView } from '../../../host/views/directory.ts';

export interface PeriodPreset {
  /** Both ends, as the select's value. */
  readonly value: string;
  readonly label: string;
  readonly from: IsoDate;
  readonly to: IsoDate;
}

/** The ranges people look at: this and the last quarter, this and the last fiscal year. */
export function periodPresets(today: IsoDate, directory: DirectoryView): readonly PeriodPreset[] {
  const calendar = workCalendar(
    directory.calendar ?? {
      timeZone: directory.timeZone,
      fiscalYearStartMonth: 1,
      fiscalPattern: 'months',
      weekStart: 1,
      workingWeekdays: [1, 2, 3, 4, 5],
      holidays: [],
    },
  );
  const preset = (kind: 'quarter' | 'year', day: IsoDate): PeriodPreset => {
    const { start, end } = periodOf(kind, day, calendar);
    return { value: `${start}/${end}`, label: periodText(periodLabel(kind, start, end, calendar)), from: start, to: end };
  };
  const quarter = preset('quarter', today);
  const year = preset('year', today);
  return [quarter, preset('quarter', addDays(quarter.from, -1)), year, preset('year', addDays(year.from, -1))];
}
