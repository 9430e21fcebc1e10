import { UnstyledButton } from '@mantine/core';
import { useCallback, useState } from 'react';
import type { GoalDetail } from '../../../host/views/goal-page.ts';
import type { ChartColors } from '../../components/chart-colors.ts';
import { Chart } from '../../components/chart.tsx';
import { Section } from '../../components/section.tsx';
import { formatAmount } from '../../lib/format.ts';
import { forecastWords, paceWords } from '../../lib/goal-words.ts';
import { useSession } from '../../lib/session.ts';
import styles from './history-chart.module.css';
import { HistoryTable } from './history-table.tsx';
import { type HistoryLine, LINES } from './history-lines.ts';
import { historyOption } from './history-option.ts';
import { t } from '../../lib/words.ts';

const NAMES: Readonly<Record<HistoryLine, { readonly label: string; readonly hint: string }>> = {
  restated: {
    get label() {
      return t('As restated');
    },
    get hint() {
      return t('Recomputed from today’s records');
    },
  },
  reported: {
    get label() {
      return t('As reported');
    },
    get hint() {
      return t('What each day’s snapshot said; hollow points were filled in later');
    },
  },
  expected: {
    get label() {
      return t('Expected pace');
    },
    get hint() {
      return t('Where the goal should be on each day to reach the target');
    },
  },
  forecast: {
    get label() {
      return t('Forecast');
    },
    get hint() {
      return t('The median, and the band that holds 8 of 10 chances');
    },
  },
};

/** How the goal came here and where it is heading; each line can be switched off. */
export function HistoryChart({ detail }: { readonly detail: GoalDetail }) {
  const { today } = useSession();
  const [shown, setShown] = useState<ReadonlySet<HistoryLine>>(() => new Set(LINES));
  const option = useCallback((colors: ChartColors) => historyOption(detail, shown, today, colors), [detail, shown, today]);
  const available = LINES.filter((line) => pointsOf(detail, line) > 0);
  const toggle = (line: HistoryLine) => {
    const next = new Set(shown);
    if (!next.delete(line)) next.add(line);
    setShown(next);
  };
  return (
    <Section
      title={t('History and forecast')}
      actions={
        <div className={styles.legend} role="group" aria-label={t('Lines shown')}>
          {available.map((line) => (
            <UnstyledButton
              key={line}
              className={styles.key}
              aria-pressed={shown.has(line)}
              title={NAMES[line].hint}
              onClick={() => toggle(line)}
              data-testid={`legend-${line}`}
            >
              <span className={styles.swatch} data-line={line} aria-hidden="true" />
              {NAMES[line].label}
            </UnstyledButton>
          ))}
        </div>
      }
    >
      <Chart option={option} height={330} label={summary(detail)} />
      <HistoryTable detail={detail} />
    </Section>
  );
}

function pointsOf(detail: GoalDetail, line: HistoryLine): number {
  switch (line) {
    case 'restated':
      return detail.asRestated.length;
    case 'reported':
      return detail.asReported.length;
    case 'expected':
      return detail.expectedLine.length;
    case 'forecast':
      return detail.forecastBand.length;
  }
}

function summary({ card }: GoalDetail): string {
  const value = formatAmount(card.value, card);
  return t('History of {{goal}}: {{value}}. {{pace}}. {{forecast}}. The same numbers follow as a table.', {
    goal: card.name,
    value: card.target === null ? value : t('{{value}} of {{target}}', { value, target: formatAmount(card.target, card) }),
    pace: paceWords(card),
    forecast: forecastWords(card),
  });
}
