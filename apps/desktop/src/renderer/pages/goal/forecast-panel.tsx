import type { GoalDetail } from '../../../host/views/goal-page.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { healthTone } from '../../components/health-badge.tsx';
import { Section } from '../../components/section.tsx';
import { formatAmount, formatAmountShort, formatChance, formatDate, formatPerDay, formatRangeShort } from '../../lib/format.ts';
import { isAtTarget, isSpread } from '../../lib/goal-words.ts';
import styles from './forecast-panel.module.css';
import { chanceInTen, chanceWords } from './forecast-words.ts';
import { t, tn } from '../../lib/words.ts';

/** Where the goal is heading: the chance in words and as a number, the range, the day, and what it takes. */
export function ForecastPanel({ detail }: { readonly detail: GoalDetail }) {
  const { card } = detail;
  const { forecast } = card;
  return (
    <Section title={t('Where it is heading')}>
      {forecast === null ? (
        <EmptyState title={card.health === 'not_started' ? t('The period has not begun') : t('No forecast')}>
          {missingWords(detail)}
        </EmptyState>
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
            <Fact name={t('Most likely end')} value={formatAmount(forecast.p50, card)} />
            <Fact
              name={t('8 of 10 chances')}
              value={formatRangeShort(forecast.p10, forecast.p90, card)}
              hint={t('{{amount}} to {{amount2}}', { amount: formatAmount(forecast.p10, card), amount2: formatAmount(forecast.p90, card) })}
            />
            {forecast.stretchProbability === null ? null : (
              <Fact
                name={t('Stretch {{amount}}', { amount: formatAmountShort(card.stretchTarget, card) })}
                value={t('{{chance}} likely', { chance: formatChance(forecast.stretchProbability) })}
              />
            )}
            {card.target === null ? null : (
              <Fact name={card.direction === 'lower' ? t('Within the limit') : t('Target reached')} value={dayWords(detail)} />
            )}
            {isSpread(card) && card.requiredPerDay !== null ? (
              <Fact
                name={t('Needed')}
                value={
                  card.requiredPerDay <= 0 ? t('Nothing more') : t('{{amount}} a day', { amount: formatPerDay(card.requiredPerDay, card) })
                }
                hint={tn(card.remainingWorkingDays, '{{count}} working day left', '{{count}} working days left')}
              />
            ) : null}
          </dl>
          {forecast.hasSufficientData ? null : (
            <p className={styles.note}>
              {tn(
                forecast.daysOfHistory,
                'Early: made from {{count}} day of history. From 30 days on it decides the goal’s health.',
                'Early: made from {{count}} days of history. From 30 days on it decides the goal’s health.',
              )}
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
  if (isSpread(card) && isAtTarget(card)) return t('Reached');
  if (isAtTarget(card)) return t('Now');
  const on = card.forecast?.projectedOn ?? null;
  return on === null ? t('Not by {{date}}', { date: formatDate(card.periodEnd) }) : t('About {{date}}', { date: formatDate(on) });
}

function missingWords({ card }: GoalDetail): string {
  switch (card.health) {
    case 'not_started':
      return t('It begins on {{date}}.', { date: formatDate(card.periodStart) });
    case 'missed':
    case 'achieved':
      return t('The period is over; the value stands.');
    default:
      return card.metric === 'composite' ? t('None of its goals has a forecast.') : t('There is one as soon as the first record counts.');
  }
}
