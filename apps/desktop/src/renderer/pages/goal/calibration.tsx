import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ForecastScore } from '@fieldgoal/domain';
import type { GoalCard } from '../../../host/views/goal-card.ts';
import type { CalibrationGoalRow, CalibrationView, GoalDetail } from '../../../host/views/goal-page.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { Section } from '../../components/section.tsx';
import { formatAmountShort, formatChance, formatCount, formatRangeShort } from '../../lib/format.ts';
import { useTRPC } from '../../lib/trpc.ts';
import styles from './calibration.module.css';
import { bandWords, brierWords, coverageWords, errorWords, scoredWords } from './forecast-words.ts';
import { periodText } from '../../lib/host-text.ts';
import { t } from '../../lib/words.ts';

/** How far forecasts like this one could be trusted so far. */
export function Calibration({ detail }: { readonly detail: GoalDetail }) {
  const { card } = detail;
  const trpc = useTRPC();
  const query = useQuery(trpc.goals.calibration.queryOptions(card.id));
  const view = query.data;
  if (view === undefined) return null;
  return (
    <Section title={t('How its past forecasts did')}>
      <div data-testid="goal-calibration">
        {view.score === null ? (
          <EmptyState title={t('Nothing to compare yet')}>
            {t('As soon as a goal like this one has ended, its daily forecasts are held against the result.')}
          </EmptyState>
        ) : (
          <Score score={view.score} view={view} card={card} />
        )}
      </div>
    </Section>
  );
}

function Score({ score, view, card }: { readonly score: ForecastScore; readonly view: CalibrationView; readonly card: GoalCard }) {
  return (
    <>
      <p className={styles.lead}>
        <strong>{coverageWords(score)}</strong> {bandWords(score)}
      </p>
      <Coverage score={score} />
      <ul className={styles.facts}>
        {score.brier === null ? null : (
          <li>
            {brierWords(score.brier)}.{' '}
            <span className={styles.faint} title={t('Mean of (chance − result)²: 0 is perfect, 0.25 is a coin')}>
              {t('Brier score {{number}}', { number: score.brier.toFixed(2) })}
            </span>
          </li>
        )}
        <li>{errorWords(score, card)}.</li>
        <li className={styles.faint}>{scoredWords(view, card.id)}.</li>
      </ul>
      <Goals rows={view.goals} card={card} />
    </>
  );
}

/** How many results ended below, inside and above the band. */
function Coverage({ score }: { readonly score: ForecastScore }) {
  const share = (part: number): string => `${(part / score.n) * 100}%`;
  const words = t('Below the band {{below}}, inside {{inside}}, above {{above}}', {
    below: formatCount(score.below),
    inside: formatCount(score.inside),
    above: formatCount(score.above),
  });
  return (
    <div className={styles.coverage}>
      <div className={styles.bar} role="img" aria-label={words}>
        <span style={{ width: share(score.below) }} data-part="below" />
        <span style={{ width: share(score.inside) }} data-part="inside" />
        <span style={{ width: share(score.above) }} data-part="above" />
      </div>
      <p className={styles.legend} aria-hidden="true">
        <span>{t('{{below}} below', { below: formatCount(score.below) })}</span>
        <span>{t('{{inside}} inside', { inside: formatCount(score.inside) })}</span>
        <span>{t('{{above}} above', { above: formatCount(score.above) })}</span>
      </p>
    </div>
  );
}

/** Each ended goal with what was foretold half-way and how it ended. */
function Goals({ rows, card }: { readonly rows: readonly CalibrationGoalRow[]; readonly card: GoalCard }) {
  return (
    <table className={styles.goals}>
      <thead>
        <tr>
          <th scope="col">{t('Period')}</th>
          <th scope="col" data-numeric>
            {t('Half-way it said')}
          </th>
          <th scope="col" data-numeric>
            {t('It ended')}
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.goalId}>
            <th scope="row">
              <Link to="/goals/$goalId" params={{ goalId: row.goalId }} title={row.name}>
                {periodText(row.periodLabel)}
              </Link>
            </th>
            <td data-numeric>{halfwayWords(row, card)}</td>
            <td data-numeric>
              {formatAmountShort(row.outcome, card)}
              {row.isReached === null ? null : <span className={styles.faint}>{` ${row.isReached ? t('reached') : t('missed')}`}</span>}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function halfwayWords({ halfway }: CalibrationGoalRow, card: GoalCard): string {
  if (halfway === null) return '';
  const chance = halfway.probability === null ? '' : `, ${formatChance(halfway.probability)}`;
  return `${formatRangeShort(halfway.p10, halfway.p90, card)}${chance}`;
}
