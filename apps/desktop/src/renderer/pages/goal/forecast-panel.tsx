import type { GoalDetail } from '../../../host/views/goal-page.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { healthTone } from '../../components/health-badge.tsx';
import { Section } from '../../components/section.tsx';
import { formatAmount, formatAmountShort, formatChance, formatDate, formatPerDay, plural } from '../../lib/format.ts';
import { isAtTarget, isSpread } from '../../lib/goal-words.ts';
import styles from './forecast-panel.module.css';
import { chanceInTen, chanceWords } from './forecast-words.ts';

/** Where the goal is heading: the chance in words and as a number, the range, the day, and what it takes. */
export function ForecastPanel({ detail }: { readonly detail: GoalDetail }) {
  const { card } = detail;
  const { forecast } = card;
  return (
    <Section title="Where it is heading">
      {forecast === null ? (
        <EmptyState title={card.health === 'not_started' ? 'The period has not begun' : 'No forecast'}>{missingWords(detail)}</EmptyState>
      ) : (
        <>
          {forecast.probability === null ? null : (
            <div className={styles.chance}>
              <p className={styles.number} data-testid="forecast-probability">
                {formatChance(forecast.probability)}
              </p>
              <div>
                <p className={styles.words}>{chanceWords(forecast.probability)}</p>
                <p className={styles.note}>{chanceInTen(forecast.probability, card)}.</p>
              </div>
              <div className={styles.meter} data-tone={healthTone(card.health)} aria-hidden="true">
                <div style={{ width: `${forecast.probability * 100}%` }} />
              </div>
            </div>
          )}
          <dl className={styles.facts}>
            <Fact name="Most likely end" value={formatAmount(forecast.p50, card)} />
            <Fact
              name="8 of 10 chances"
              value={`${formatAmountShort(forecast.p10, card)} – ${formatAmountShort(forecast.p90, card)}`}
              hint={`${formatAmount(forecast.p10, card)} to ${formatAmount(forecast.p90, card)}`}
            />
            {forecast.stretchProbability === null ? null : (
              <Fact
                name={`Stretch ${formatAmountShort(card.stretchTarget, card)}`}
                value={`${formatChance(forecast.stretchProbability)} likely`}
              />
            )}
            {card.target === null ? null : (
              <Fact name={card.direction === 'lower' ? 'Within the limit' : 'Target reached'} value={dayWords(detail)} />
            )}
            {isSpread(card) && card.requiredPerDay !== null ? (
              <Fact
                name="Needed"
                value={card.requiredPerDay <= 0 ? 'Nothing more' : `${formatPerDay(card.requiredPerDay, card)} a day`}
                hint={plural(card.remainingWorkingDays, 'working day') + ' left'}
              />
            ) : null}
          </dl>
          {forecast.hasSufficientData ? null : (
            <p className={styles.note}>
              Early: made from {plural(forecast.daysOfHistory, 'day')} of history. From 30 days on it decides the goal’s health.
            </p>
          )}
        </>
      )}
    </Section>
  );
}

function Fact({ name, value, hint }: { readonly name: string; readonly value: string; readonly hint?: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd title={hint}>{value}</dd>
    </div>
  );
}

function dayWords({ card }: GoalDetail): string {
  if (isSpread(card) && isAtTarget(card)) return 'Reached';
  if (isAtTarget(card)) return 'Now';
  const on = card.forecast?.projectedOn ?? null;
  return on === null ? `Not by ${formatDate(card.periodEnd)}` : `About ${formatDate(on)}`;
}

function missingWords({ card }: GoalDetail): string {
  switch (card.health) {
    case 'not_started':
      return `It begins on ${formatDate(card.periodStart)}.`;
    case 'missed':
    case 'achieved':
      return 'The period is over; the value stands.';
    default:
      return card.metric === 'composite' ? 'None of its goals has a forecast.' : 'There is one as soon as the first record counts.';
  }
}
