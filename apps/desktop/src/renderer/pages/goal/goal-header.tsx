import { useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { GoalCard } from '../../../host/views/goal-card.ts';
import type { GoalDetail } from '../../../host/views/goal-page.ts';
import { GoalNumber } from '../../components/goal-number.tsx';
import { GoalProgress } from '../../components/goal-progress.tsx';
import { HealthBadge } from '../../components/health-badge.tsx';
import { ChevronRightIcon } from '../../components/icons.tsx';
import { PageMenu } from '../../components/page-menu.tsx';
import { ProvisionalMark } from '../../components/provisional-mark.tsx';
import {
  NO_DATA,
  formatAmountShort,
  formatChance,
  formatDate,
  formatGap,
  formatPerDay,
  formatPercent,
  formatRangeShort,
} from '../../lib/format.ts';
import { goalMeasureWords, isAtTarget, isSpread, paceWords, stretchWords } from '../../lib/goal-words.ts';
import { useTRPC } from '../../lib/trpc.ts';
import styles from './goal-header.module.css';
import { GoalMenu } from './goal-menu.tsx';
import { LeftOut } from './left-out.tsx';
import { recordsCsv } from './records-csv.ts';
import { TargetEditor } from './target-editor.tsx';
import { periodText } from '../../lib/host-text.ts';
import { t, tn } from '../../lib/words.ts';

/** Who, when, how much and how likely: the goal's head and its four figures. */
export function GoalHeader({ detail }: { readonly detail: GoalDetail }) {
  const { card } = detail;
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  return (
    <header className={styles.header}>
      <Ancestors detail={detail} />
      <div className={styles.top}>
        <h1 className={styles.title}>{card.name}</h1>
        <HealthBadge health={card.health} />
        <ProvisionalMark state={card.state} />
        <span className={styles.spacer} />
        <PageMenu
          csv={() =>
            recordsCsv(card, (range) =>
              queryClient.fetchQuery({ ...trpc.goals.records.queryOptions({ goalId: card.id, ...range }), staleTime: 0, gcTime: 0 }),
            )
          }
        />
        {card.mayEdit ? <GoalMenu goal={card} /> : null}
      </div>
      <p className={styles.subtitle}>
        {card.ownerName} · {goalMeasureWords(card)}
        {card.direction === 'lower' ? ` ${t('(lower is better)')}` : ''} · {periodText(card.periodLabel)} ({formatDate(card.periodStart)} –{' '}
        {formatDate(card.periodEnd)})
      </p>
      <Figures detail={detail} />
      <LeftOut rows={detail.childrenLeftOut} />
    </header>
  );
}

/** The way down from the company to this goal. */
function Ancestors({ detail }: { readonly detail: GoalDetail }) {
  return (
    <nav className={styles.crumbs} aria-label={t('Goals above')}>
      <Link to="/goals" className={styles.crumb}>
        {t('Goals')}
      </Link>
      {detail.ancestors.toReversed().map((goal) => (
        <span key={goal.id} className={styles.crumbPart}>
          <ChevronRightIcon size={14} />
          <Link
            to="/goals/$goalId"
            params={{ goalId: goal.id }}
            className={styles.crumb}
            title={`${goal.name}, ${periodText(goal.periodLabel)}`}
          >
            {goal.ownerName}
          </Link>
        </span>
      ))}
      <span className={styles.crumbPart}>
        <ChevronRightIcon size={14} />
        <span className={styles.here}>{detail.card.ownerName}</span>
      </span>
    </nav>
  );
}

function Figures({ detail }: { readonly detail: GoalDetail }) {
  const { card } = detail;
  const { forecast } = card;
  return (
    <div className={styles.figures}>
      <div className={styles.figure} data-main>
        <p className={styles.label}>{t('Value')}</p>
        <div className={styles.valueLine}>
          <Link
            to="/goals/$goalId"
            params={{ goalId: card.id }}
            search={{ tab: 'made' }}
            className={styles.big}
            title={t('How this number is made')}
            resetScroll={false}
          >
            <GoalNumber goal={card} />
          </Link>
          <TargetEditor goal={card} isFixed={detail.closing !== null} />
          {card.attainment === null ? null : <span className={styles.share}>{formatPercent(card.attainment)}</span>}
        </div>
        <GoalProgress goal={card} />
        <p className={styles.note}>{[paceWords(card), stretchWords(card)].filter((part) => part !== null).join(' · ')}</p>
      </div>
      <div className={styles.figure}>
        <p className={styles.label}>{t('Forecast')}</p>
        <p className={styles.medium} data-testid="goal-forecast">
          {forecast === null ? NO_DATA : formatRangeShort(forecast.p10, forecast.p90, card)}
        </p>
        <p className={styles.note}>{forecastNote(detail)}</p>
      </div>
      <div className={styles.figure}>
        <p className={styles.label}>{card.direction === 'lower' ? t('Chance of staying within') : t('Chance of reaching it')}</p>
        <p className={styles.medium}>{forecast === null || forecast.probability === null ? NO_DATA : formatChance(forecast.probability)}</p>
        <p className={styles.note}>{chanceNote(detail)}</p>
      </div>
      {isSpread(card) ? <Needed card={card} /> : <Gap card={card} />}
    </div>
  );
}

function Needed({ card }: { readonly card: GoalCard }) {
  return (
    <div className={styles.figure}>
      <p className={styles.label}>{t('Needed per working day')}</p>
      <p className={styles.medium}>{card.requiredPerDay === null ? NO_DATA : formatPerDay(Math.max(0, card.requiredPerDay), card)}</p>
      <p className={styles.note}>
        {card.remainingWorkingDays === 0
          ? t('No working days left')
          : tn(card.remainingWorkingDays, '{{count}} working day left', '{{count}} working days left')}
      </p>
    </div>
  );
}

/** A ratio, or what should stay low, needs nothing a day: it is right or it isn't, and by so much. */
function Gap({ card }: { readonly card: GoalCard }) {
  const gap = card.value === null || card.target === null ? null : Math.abs(card.value - card.target);
  return (
    <div className={styles.figure}>
      <p className={styles.label}>{card.direction === 'lower' ? t('To the limit') : t('To the target')}</p>
      <p className={styles.medium}>{gap === null ? NO_DATA : formatGap(gap, card)}</p>
      <p className={styles.note}>{gapNote(card)}</p>
    </div>
  );
}

function gapNote(card: GoalCard): string {
  if (card.target === null) return t('Needs a target');
  if (card.value === null) return t('No data yet');
  if (card.health === 'achieved' || card.health === 'missed') return isAtTarget(card) ? t('It was reached') : t('It was missed');
  const date = formatDate(card.periodEnd);
  return isAtTarget(card) ? t('Keep it until {{date}}', { date }) : t('To be there on {{date}}', { date });
}

function forecastNote({ card }: GoalDetail): string {
  if (card.forecast === null) return noForecastWords(card);
  const median = t('Median {{amount}}', { amount: formatAmountShort(card.forecast.p50, card) });
  return card.forecast.hasSufficientData
    ? median
    : tn(card.forecast.daysOfHistory, '{{median}}, from {{count}} day only', '{{median}}, from {{count}} days only', { median });
}

function noForecastWords({ health }: GoalCard): string {
  if (health === 'not_started') return t('The period has not begun');
  return health === 'achieved' || health === 'missed' ? t('The period is over') : t('None for this goal');
}

function chanceNote({ card }: GoalDetail): string {
  if (card.target === null) return t('Needs a target');
  if (isAtTarget(card) && isSpread(card)) return t('Reached');
  if (card.forecast === null) return card.health === 'missed' ? t('Missed') : t('No forecast');
  if (isAtTarget(card)) return card.direction === 'lower' ? t('Within the limit now') : t('At the target now');
  return card.forecast.projectedOn === null
    ? t('Not by {{date}}', { date: formatDate(card.periodEnd) })
    : t('At this speed on {{date}}', { date: formatDate(card.forecast.projectedOn) });
}
