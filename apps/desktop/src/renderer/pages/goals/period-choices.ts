import { periodText } from '../../lib/host-text.ts';
import { addDays, type IsoDate, type PeriodKind, periodLabel, periodOf, workCalendar } from '@fieldgoal/domain';
import type { DirectoryView } from '../../../host/views/directory.ts';

export interface PeriodChoice {
  /** The period's first day. */
  readonly value: IsoDate;
  readonly end: IsoDate;
  readonly label: string;
}

const PAST = 1;
const FUTURE = 5;

/** The periods of a kind one would set a goal for: the last one, this one and the next few, in order; none for `custom`. */
export function periodChoices(
  kind: PeriodKind,
  today: IsoDate,
  directory: DirectoryView,
  { past, future }: { readonly past: number; readonly future: number } = { past: PAST, future: FUTURE },
): readonly PeriodChoice[] {
  if (kind === 'custom') return [];
  const calendar = workCalendar(directory.calendar ?? plainCalendar(directory.timeZone));
  const choices: PeriodChoice[] = [];
  let day = today;
  for (let back = 0; back < past; back++) day = addDays(periodOf(kind, day, calendar).start, -1);
  for (let index = 0; index <= past + future; index++) {
    const { start, end } = periodOf(kind, day, calendar);
    choices.push({ value: start, end, label: periodText(periodLabel(kind, start, end, calendar)) });
    day = addDays(end, 1);
  }
  return choices;
}

/** The choice whose period holds today. */
export function currentPeriod(choices: readonly PeriodChoice[], today: IsoDate): PeriodChoice | undefined {
  return choices.find((choice) => choice.value <= today && today <= choice.end);
}

function plainCalendar(timeZone: string) {
  return {
    timeZone,
    fiscalYearStartMonth: 1,
    weekStart: 1,
    fiscalPattern: 'months' as const,
    workingWeekdays: [1, 2, 3, 4, 5],
    holidays: [],
  };
}
