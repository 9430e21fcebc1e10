const DAY = 86_400_000;
/** More labels than this run together below a chart. */
const MOST = 8;

/**
 * The days that are named below a chart of a period, evenly spread: single days of a week or two, weeks of a month, the 1st and 15th of
 * a quarter, firsts of months of what is longer. Shape: ISO days → local midnights in milliseconds, as the chart's time axis wants them.
 */
export function axisDays(start: string, end: string): number[] {
  const [from, to] = [Date.parse(start), Date.parse(end)];
  const days = Math.round((to - from) / DAY) + 1;
  if (days <= 45) return every(days <= MOST ? 1 : days <= 2 * MOST ? 2 : 7, from, to);
  const firsts = monthsBetween(from, to);
  if (days <= 100)
    return firsts
      .flatMap((at) => [at, at + 14 * DAY])
      .filter(isIn(from, to))
      .map(localMidnight);
  const step = [1, 2, 3, 6, 12, 24, 60].find((months) => firsts.length / months <= MOST) ?? 120;
  return firsts
    .filter((_, index) => index % step === 0)
    .filter(isIn(from, to))
    .map(localMidnight);
}

function every(step: number, from: number, to: number): number[] {
  const count = Math.floor((to - from) / (step * DAY)) + 1;
  return Array.from({ length: count }, (_, index) => localMidnight(from + index * step * DAY));
}

/** The firsts of every month that has a day in the period. */
function monthsBetween(from: number, to: number): number[] {
  const first = new Date(from);
  const firsts: number[] = [];
  for (let month = 0; ; month++) {
    const at = Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + month, 1);
    if (at > to) return firsts;
    firsts.push(at);
  }
}

function isIn(from: number, to: number): (at: number) => boolean {
  return (at) => at >= from && at <= to;
}

function localMidnight(utc: number): number {
  const day = new Date(utc);
  return new Date(day.getUTCFullYear(), day.getUTCMonth(), day.getUTCDate()).getTime();
}
