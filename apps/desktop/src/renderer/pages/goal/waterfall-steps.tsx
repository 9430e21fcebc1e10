import { UnstyledButton } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { Fragment } from 'react';
import type { GoalCard } from '../../../host/views/goal-card.ts';
import type { WaterfallRecordRow, WaterfallStepView, WaterfallView } from '../../../host/views/waterfall.ts';
import { ChevronDownIcon, ChevronRightIcon } from '../../components/icons.tsx';
import { formatAmountExact, formatChange, formatCount, formatDate } from '../../lib/format.ts';
import { causeExplanation, causeLabel } from './cause-words.ts';
import styles from './changes.module.css';
import { ratioChange } from './record-words.ts';
import { t } from '../../lib/words.ts';

interface StepsProps {
  readonly view: WaterfallView;
  readonly goal: GoalCard;
  readonly open: string | null;
  readonly onOpen: (cause: string | null) => void;
}

/** The waterfall as a table that adds up; each step opens its records. */
export function WaterfallSteps({ view, goal, open, onOpen }: StepsProps) {
  return (
    <table className={styles.steps} data-testid="waterfall-steps">
      <caption className="fg-hidden">
        {t('Steps from the value on {{date}} to the value on {{date2}}', { date: formatDate(view.from), date2: formatDate(view.to) })}
      </caption>
      <thead>
        <tr>
          <th scope="col">{t('Step')}</th>
          <th scope="col" data-numeric>
            {t('Records')}
          </th>
          <th scope="col" data-numeric>
            {t('Change')}
          </th>
        </tr>
      </thead>
      <tbody>
        <tr data-total>
          <th scope="row">{t('Value at the end of {{date}}', { date: formatDate(view.from) })}</th>
          <td />
          <td data-numeric>{formatAmountExact(view.valueFrom, goal)}</td>
        </tr>
        {view.steps.map((step) => (
          <Fragment key={step.cause}>
            <Step step={step} goal={goal} isOpen={open === step.cause} onToggle={() => onOpen(open === step.cause ? null : step.cause)} />
            {open === step.cause ? <Records step={step} goal={goal} isRatio={view.isRatio} /> : null}
          </Fragment>
        ))}
      </tbody>
      <tfoot>
        <tr data-total>
          <th scope="row">{t('Value at the end of {{date}}', { date: formatDate(view.to) })}</th>
          <td />
          <td data-numeric data-testid="waterfall-total">
            {formatAmountExact(view.valueTo, goal)}
          </td>
        </tr>
      </tfoot>
    </table>
  );
}

function Step({
  step,
  goal,
  isOpen,
  onToggle,
}: {
  readonly step: WaterfallStepView;
  readonly goal: GoalCard;
  readonly isOpen: boolean;
  readonly onToggle: () => void;
}) {
  return (
    <tr data-testid="waterfall-step">
      <th scope="row">
        <UnstyledButton className={styles.toggle} aria-expanded={isOpen} onClick={onToggle}>
          {isOpen ? <ChevronDownIcon size={14} /> : <ChevronRightIcon size={14} />}
          {causeLabel(step.cause)}
        </UnstyledButton>
      </th>
      <td data-numeric>{step.count === 0 ? '' : formatCount(step.count)}</td>
      <td data-numeric data-tone={toneOf(step.amount, goal)}>
        {formatChange(step.amount, goal)}
      </td>
    </tr>
  );
}

function Records({ step, goal, isRatio }: { readonly step: WaterfallStepView; readonly goal: GoalCard; readonly isRatio: boolean }) {
  const explanation = causeExplanation(step.cause);
  return (
    <tr className={styles.opened}>
      <td colSpan={3}>
        {explanation === null ? null : <p className={styles.explanation}>{explanation}</p>}
        {step.records.length === 0 ? null : (
          <div
            className={styles.scroll}
            tabIndex={0}
            role="region"
            aria-label={t('Records of the step {{cause}}', { cause: causeLabel(step.cause) })}
          >
            <ul className={styles.records}>
              {step.records.map((record) => (
                <li key={`${record.collection} ${record.id} ${record.on ?? ''}`}>
                  <span className={styles.recordName}>
                    <RecordTitle record={record} />
                    {record.ownerName === null ? null : <span className={styles.quiet}>{record.ownerName}</span>}
                  </span>
                  <span className={styles.quiet}>{record.on === null ? '' : formatDate(record.on)}</span>
                  <span className={styles.amount}>
                    {isRatio && record.collection !== 'adjustments' ? ratioChange(record, goal) : formatChange(record.amount, goal)}
                  </span>
                </li>
              ))}
            </ul>
          </div>
        )}
        {step.count > step.records.length && step.records.length > 0 ? (
          <p className={styles.explanation}>
            {t('The largest {{records}} of {{count}} are listed.', {
              records: formatCount(step.records.length),
              count: formatCount(step.count),
            })}
          </p>
        ) : null}
      </td>
    </tr>
  );
}

function RecordTitle({ record }: { readonly record: WaterfallRecordRow }) {
  if (record.collection !== 'deals') return record.name;
  return (
    <Link to="/deals" search={{ q: record.name, show: 'all' }} className={styles.link}>
      {record.name}
    </Link>
  );
}

function toneOf(amount: number, { direction }: GoalCard): 'good' | 'bad' | undefined {
  if (amount === 0) return undefined;
  return amount > 0 === (direction === 'higher') ? 'good' : 'bad';
}
