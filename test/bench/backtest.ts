import { readSample, type Sample, type SampleOwner } from './backtest-data.ts';
import { type Course, emptyScore, type Forecaster, MODELS, ORIGINS, periodsOf, type Score, scoreOrigin } from './backtest-run.ts';

const sample = readSample();
if ('missing' in sample) { console.log(`The sample is missing: ${sample.missing}`); process.exit(0); }
const START = '2017-03-01';
const only = process.argv[2]?.split(',');
const models = MODELS.filter((m) => only === undefined || only.includes(m));
function course(sample: Sample, owner: SampleOwner): Course {
  const days = new Map<string, [number, number]>();
  for (const d of sample.deals) {
    if (!d.isWon || d.closedOn === null || !owner.agents.has(d.agent)) continue;
    const cell = days.get(d.closedOn) ?? [0, 0];
    days.set(d.closedOn, [cell[0] + d.amount * 100, cell[1] + 1]);
  }
  return { level: owner.level, name: owner.name, start: START, series: [...days].map(([date, [a, w]]) => [date, a, w] as const).sort((a, b) => (a[0] < b[0] ? -1 : 1)), pipelineAt: null };
}
const cells = new Map<string, Score>();
const t0 = performance.now(); let n = 0;
for (const owner of sample.owners) {
  const c = course(sample, owner);
  for (const [label, months, first] of [['month', 1, '2017-04-01'], ['quarter', 3, '2017-04-01']] as const)
    for (const period of periodsOf(first, '2017-12-31', months))
      for (const origin of ORIGINS) {
        n++;
        scoreOrigin(c, period, origin, models, (who) => {
          const key = `${label}|${owner.level}|${origin.toFixed(2)}|${who}`;
          let s = cells.get(key); if (!s) { s = emptyScore(); cells.set(key, s); }
          return s;
        });
      }
}
console.log('origins', n, 'ms', Math.round(performance.now() - t0));
const whos: Forecaster[] = ['line', 'shrunk', ...models];
for (const label of ['month', 'quarter']) for (const level of ['agent', 'team', 'region', 'company']) for (const o of ORIGINS) {
  console.log(label.padEnd(8), level.padEnd(8), o.toFixed(2), whos.map((w) => {
    const s = cells.get(`${label}|${level}|${o.toFixed(2)}|${w}`); if (!s) return '';
    return `${w} ${(100 * s.error / s.actual).toFixed(1)}` + (s.chances || s.pinball ? ` pin ${(100*s.pinball / s.actual).toFixed(2)} cov ${(100 * s.covered / s.count).toFixed(0)} br ${(s.brier / s.chances).toFixed(3)}` : '');
  }).join(' | '));
}
