import type { WhatIfNumbers, WhatIfRow } from '../../../host/views/what-if.ts';
import { ArrowRightIcon } from '../../components/icons.tsx';
import { formatAmount, formatChance, formatChange, formatPercent, NO_DATA } from '../../lib/format.ts';
import { goalMeasureWords } from '../../lib/goal-words.ts';
import styles from './what-if.module.css';
import { periodText } from '../../lib/host-text.ts';
import { t } from '../../lib/words.ts';

/** Before and after, for the goal and each above it. */
export function WhatIfResult({ rows, isUntouched }: { readonly rows: readonly WhatIfRow[]; readonly isUntouched: boolean }) {
  return (
    <div aria-live="polite">
      <p className={styles.lead}>
        {isUntouched ? t('Tick a deal or move a number to see what it would do. Nothing is stored.') : t('Nothing of this is stored.')}
      </p>
      {rows.map((row, at) => (
        <Goal key={row.goal.id} row={row} isMain={at === 0} />
      ))}
    </div>
  );
}

function Goal({ row, isMain }: { readonly row: WhatIfRow; readonly isMain: boolean }) {
  const { goal, before, after } = row;
  const gain = before.value === null || after.value === null ? null : after.value - before.value;
  return (
    <section
      className={styles.goal}
      aria-label={`${goal.ownerName}: ${goal.name}`}
      data-testid="what-if-goal"
      data-main={isMain || undefined}
    >
      <h3 className={styles.goalName}>
        {goal.ownerName} <span>{`${goalMeasureWords(goal)} · ${periodText(goal.periodLabel)}`}</span>
      </h3>
      <dl className={styles.numbers}>
        <Pair
          name={t('Value')}
          before={formatAmount(before.value, goal)}
          after={formatAmount(after.value, goal)}
          gain={gain === null || gain === 0 ? null : formatChange(gain, goal)}
          isBetter={gain === null || gain === 0 ? null : gain > 0 === (goal.direction === 'higher')}
        />
        <Pair name={t('Attainment')} before={share(before)} after={share(after)} isBetter={better(before.attainment, after.attainment)} />
        <Pair
          name={t('Forecast, median')}
          before={formatAmount(before.p50, goal)}
          after={formatAmount(after.p50, goal)}
          isBetter={better(before.p50, after.p50, goal.direction)}
        />
        <Pair name={t('Chance')} before={chance(before)} after={chance(after)} isBetter={better(before.probability, after.probability)} />
      </dl>
    </section>
  );
}

function Pair({
  name,
  before,
  after,
  gain = null,
  isBetter,
}: {
  readonly name: string;
  readonly before: string;
  readonly after: string;
  readonly gain?: string | null;
  readonly isBetter: boolean | null;
}) {
  const isChanged = before !== after;
  return (
    <div>
      <dt>{name}</dt>
      <dd>
        <span className={isChanged ? styles.before : styles.same}>{before}</span>
        {isChanged ? (
          <>
            <span className={styles.arrow}>
              <ArrowRightIcon size={14} />
              <span className="fg-hidden">{t('becomes')}</span>
            </span>
            <strong data-tone={isBetter === null ? undefined : isBetter ? 'good' : 'bad'}>{after}</strong>
          </>
        ) : null}
        {gain === null ? null : <span className={styles.gain}>{gain}</span>}
      </dd>
    </div>
  );
}

function share({ attainment }: WhatIfNumbers): string {
  return attainment === null ? NO_DATA : formatPercent(attainment);
}

function chance({ probability }: WhatIfNumbers): string {
  return probability === null ? NO_DATA : formatChance(probability);
}

function better(before: number | null, after: number | null, direction: 'higher' | 'lower' = 'higher'): boolean | null {
  if (before === null || after === null || before === after) return null;
  return after > before === (direction === 'higher');
}
