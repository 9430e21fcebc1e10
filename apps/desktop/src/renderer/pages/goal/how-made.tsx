import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ExplanationView, PartRow, UnconvertedRow } from '../../../host/views/explanation.ts';
import type { GoalCard } from '../../../host/views/goal-card.ts';
import type { GoalDetail } from '../../../host/views/goal-page.ts';
import { HealthBadge } from '../../components/health-badge.tsx';
import { PlusIcon, WarningIcon } from '../../components/icons.tsx';
import { LoadFailed, Loading } from '../../components/query-states.tsx';
import { Section } from '../../components/section.tsx';
import { formatAmount, formatAmountExact, formatCount, formatDate, formatMoney, formatPercent, NO_DATA } from '../../lib/format.ts';
import { goalMeasureWords } from '../../lib/goal-words.ts';
import { useTRPC } from '../../lib/trpc.ts';
import { AdjustForm } from './adjust-form.tsx';
import { Adjustments } from './adjustments.tsx';
import styles from './how-made.module.css';
import layout from './goal.module.css';
import { RecordsTable } from './records-table.tsx';
import tables from './tables.module.css';
import { hostText } from '../../lib/host-text.ts';
import { inSentence, t, tn } from '../../lib/words.ts';

/** How the number is made: the equation, then every record, goal and adjustment in it. */
export function HowMade({ detail }: { readonly detail: GoalDetail }) {
  const trpc = useTRPC();
  const query = useQuery(trpc.goals.explanation.queryOptions(detail.card.id));
  if (query.data === undefined) {
    return query.isError ? <LoadFailed error={query.error} onRetry={() => void query.refetch()} /> : <Loading />;
  }
  if (query.data === null) return null;
  const explanation = query.data;
  return (
    <div className={layout.layout}>
      <Equation explanation={explanation} detail={detail} />
      {explanation.unconverted.length === 0 ? null : <Unconverted rows={explanation.unconverted} />}
      {explanation.madeOf === 'goals' ? (
        <Parts parts={explanation.parts} card={detail.card} />
      ) : explanation.madeOf === 'records' ? (
        <RecordsTable detail={detail} explanation={explanation} />
      ) : (
        <NotCounted madeOf={explanation.madeOf} />
      )}
    </div>
  );
}

/** The value as a sum of what it is made of, with the adjustments in it. */
function Equation({ explanation, detail }: { readonly explanation: ExplanationView; readonly detail: GoalDetail }) {
  const { card } = detail;
  const [isAdding, { open, close }] = useDisclosure(false);
  const elsewhere = elsewhereOf(explanation, card);
  const { ratio } = explanation;
  return (
    <Section
      title={t('How this number is made')}
      actions={
        card.mayEdit && !isAdding ? (
          <Button variant="default" leftSection={<PlusIcon size={14} />} onClick={open} data-testid="adjust-open">
            {t('Adjust')}
          </Button>
        ) : null
      }
      isFlush
    >
      <div className={styles.equation} role="group" aria-label={t('How the value adds up')} data-testid="goal-equation">
        {ratio === null || !explanation.allRecordsHere ? null : (
          <>
            <Term value={ratioPart(ratio, card)} label={hostText(ratio.numeratorWords)} />
            <Sign>÷</Sign>
            <Term value={formatCount(ratio.denominator)} label={hostText(ratio.denominatorWords)} />
            <Sign>=</Sign>
          </>
        )}
        {elsewhere === null ? (
          <Term value={formatAmountExact(card.calculated, card)} label={calculatedWords(explanation, card)} testId="goal-calculated" />
        ) : (
          <>
            <Term
              value={formatAmountExact(explanation.calculated, card)}
              label={t('from records on this device')}
              testId="goal-calculated"
            />
            <Sign>+</Sign>
            <Term value={formatAmountExact(elsewhere, card)} label={t('from records on other devices')} />
          </>
        )}
        <Sign>{card.adjusted < 0 ? '−' : '+'}</Sign>
        <Term value={formatAmountExact(Math.abs(card.adjusted), card)} label={t('adjusted by hand')} testId="goal-adjusted" />
        <Sign>=</Sign>
        <Term value={formatAmountExact(card.value, card)} label={inSentence(goalMeasureWords(card))} isTotal testId="made-value" />
      </div>
      {explanation.floored === 0 ? null : (
        <p className={styles.note}>
          {t('Adjustments take no more than there is: {{amount}} of them was left out, so that the value is not negative.', {
            amount: formatAmountExact(explanation.floored, card),
          })}
        </p>
      )}
      {isAdding ? <AdjustForm goal={card} onDone={close} /> : null}
      <Adjustments detail={detail} />
    </Section>
  );
}

function Term({
  value,
  label,
  isTotal = false,
  testId,
}: {
  readonly value: string;
  readonly label: string;
  readonly isTotal?: boolean;
  readonly testId?: string;
}) {
  return (
    <div className={styles.term} data-total={isTotal || undefined}>
      <span className={styles.termLabel}>{label}</span>
      <span className={styles.number} data-testid={testId}>
        {value}
      </span>
    </div>
  );
}

function Sign({ children }: { readonly children: string }) {
  return (
    <div className={styles.sign} aria-hidden="true">
      {children}
    </div>
  );
}

function ratioPart(ratio: NonNullable<ExplanationView['ratio']>, card: GoalCard): string {
  if (ratio.numeratorUnit === 'currency') return formatAmountExact(ratio.numerator, card);
  return ratio.numeratorUnit === 'whole_days' ? tn(ratio.numerator, '{{count}} day', '{{count}} days') : formatCount(ratio.numerator);
}

function calculatedWords({ madeOf, recordCount, parts }: ExplanationView, card: GoalCard): string {
  switch (madeOf) {
    case 'records':
      return tn(recordCount, 'calculated from {{count}} record', 'calculated from {{count}} records');
    case 'goals':
      return tn(parts.length, 'weighted attainment of {{count}} goal', 'weighted attainment of {{count}} goals');
    case 'reports':
      return t('as last reported');
    case 'nothing':
      return card.health === 'not_started' ? t('nothing yet') : t('cancelled: counts nothing');
  }
}

/** What the server's number has beyond the records here; null where all are here, or the parts of a ratio can't be taken apart. */
function elsewhereOf(explanation: ExplanationView, card: GoalCard): number | null {
  if (explanation.allRecordsHere || explanation.madeOf !== 'records' || explanation.ratio !== null || card.calculated === null) return null;
  const rest = card.calculated - (explanation.calculated ?? 0);
  return rest === 0 ? null : rest;
}

/** Records that would count if they had a rate: what is missing, and what to do. */
function Unconverted({ rows }: { readonly rows: readonly UnconvertedRow[] }) {
  const missing = [...new Map(rows.flatMap((row) => row.missing).map((one) => [one.currency, one])).values()];
  return (
    <section className={styles.missing} aria-label={t('Records without a rate')} data-testid="goal-unconverted">
      <p className={styles.missingTitle}>
        <WarningIcon />
        {tn(
          rows.length,
          '{{count}} record would count, but has no exchange rate',
          '{{count}} records would count, but have no exchange rate',
        )}
      </p>
      <p className={styles.missingWords}>
        {t('Ask an administrator to enter a rate of {{rates}}. They count as soon as it is there.', {
          rates: missing
            .map(({ currency, on }) => t('{{currency}} for {{date}} or earlier', { currency, date: formatDate(on) }))
            .join(', '),
        })}
      </p>
      <ul className={styles.missingList}>
        {rows.map((row) => (
          <li key={row.id}>
            <span>{row.name}</span>
            <span className={styles.faint}>{row.ownerNames.join(', ')}</span>
            <span className={styles.faint}>{row.countsOn === null ? '' : formatDate(row.countsOn)}</span>
            <span className="fg-num">{formatMoney(row.amountMinor, row.currency)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** The goals a composite is made of: weight, attainment, and what each brings. */
function Parts({ parts, card }: { readonly parts: readonly PartRow[]; readonly card: GoalCard }) {
  return (
    <Section title={t('Goals it is made of')} note={formatCount(parts.length)} isFlush>
      <div className={tables.sideways} tabIndex={0} role="region" aria-label={t('Goals it is made of')}>
        <table className={tables.table} data-testid="goal-parts">
          <thead>
            <tr>
              <th scope="col">{t('Goal')}</th>
              <th scope="col" data-numeric>
                {t('Weight')}
              </th>
              <th scope="col" data-numeric>
                {t('Value')}
              </th>
              <th scope="col" data-numeric>
                {t('Attainment')}
              </th>
              <th scope="col" data-numeric>
                {t('Brings')}
              </th>
            </tr>
          </thead>
          <tbody>
            {parts.map((part) => (
              <tr key={part.goal?.id ?? part.name}>
                <th scope="row">
                  {part.goal === null ? (
                    part.name
                  ) : (
                    <span className={styles.part}>
                      <Link to="/goals/$goalId" params={{ goalId: part.goal.id }} className={styles.partLink}>
                        {part.name}
                      </Link>
                      <HealthBadge health={part.goal.health} />
                    </span>
                  )}
                </th>
                <td data-numeric>
                  {part.share === null
                    ? t('{{weight}} (left out)', { weight: part.weight })
                    : `${part.weight} (${formatPercent(part.share)})`}
                </td>
                <td data-numeric>{part.goal === null ? NO_DATA : formatAmount(part.goal.value, part.goal)}</td>
                <td data-numeric>{part.attainment === null ? t('No data') : formatPercent(part.attainment)}</td>
                <td data-numeric>
                  {part.share === null || part.attainment === null
                    ? NO_DATA
                    : formatAmountExact(Math.round(part.share * part.attainment * 10_000), card)}
                </td>
              </tr>
            ))}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row" colSpan={4}>
                {t('Weighted attainment')}
              </th>
              <td data-numeric>{formatAmountExact(card.calculated, card)}</td>
            </tr>
          </tfoot>
        </table>
      </div>
    </Section>
  );
}

function NotCounted({ madeOf }: { readonly madeOf: 'reports' | 'nothing' }) {
  return (
    <Section title={t('Not counted from records')}>
      <p className={styles.note}>
        {madeOf === 'reports'
          ? t('The value of this goal is the last one reported by hand; the reports are listed among the adjustments.')
          : t('A cancelled goal counts nothing. Its history is kept.')}
      </p>
    </Section>
  );
}
