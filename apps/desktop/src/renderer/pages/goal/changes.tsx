import { SegmentedControl } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useCallback, useMemo, useState } from 'react';
import type { GoalDetail } from '../../../host/views/goal-page.ts';
import type { WaterfallView } from '../../../host/views/waterfall.ts';
import type { ChartColors } from '../../components/chart-colors.ts';
import { Chart } from '../../components/chart.tsx';
import { DateField } from '../../components/date-field.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { LoadFailed, Loading } from '../../components/query-states.tsx';
import { Section } from '../../components/section.tsx';
import { formatDate } from '../../lib/format.ts';
import { useSession } from '../../lib/session.ts';
import { useTRPC } from '../../lib/trpc.ts';
import styles from './changes.module.css';
import { waterfallOption } from './waterfall-option.ts';
import { PRESETS, type Preset, presetOf, type Range, rangeOf } from './waterfall-presets.ts';
import { WaterfallSteps } from './waterfall-steps.tsx';
import { waterfallBars, waterfallSentence } from './waterfall-words.ts';
import { t } from '../../lib/words.ts';

/** Why the value changed between the ends of two days: a sentence, a waterfall, and its steps with their records. */
export function Changes({ detail }: { readonly detail: GoalDetail }) {
  const { card } = detail;
  const { today } = useSession();
  const trpc = useTRPC();
  const [range, setRange] = useState<Range>(() => rangeOf('week', card, today));
  const query = useQuery({
    ...trpc.goals.waterfall.queryOptions({ goalId: card.id, ...range }),
    placeholderData: keepPreviousData,
  });
  const choose = (next: Partial<Range>) => {
    const { from, to } = { ...range, ...next };
    if (from < to) setRange({ from, to });
  };
  return (
    <Section title={t('What changed')}>
      <div className={styles.controls}>
        <SegmentedControl
          size="xs"
          aria-label={t('How far back')}
          value={presetOf(range, card, today) ?? ''}
          onChange={(value) => setRange(rangeOf(PRESETS.find((preset) => preset.value === value)?.value ?? 'week', card, today))}
          data={PRESETS.map(({ value, label }): { value: Preset; label: string } => ({ value, label }))}
          data-testid="waterfall-presets"
        />
        <span className={styles.spacer} />
        <DateField
          size="xs"
          aria-label={t('From the end of')}
          value={range.from}
          max={range.to}
          onChange={(from) => (from === null ? undefined : choose({ from }))}
          data-testid="waterfall-from"
        />
        <span className={styles.to}>{t('to')}</span>
        <DateField
          size="xs"
          aria-label={t('To the end of')}
          value={range.to}
          min={range.from}
          max={today}
          onChange={(to) => (to === null ? undefined : choose({ to }))}
          data-testid="waterfall-to"
        />
      </div>
      {query.data === undefined ? (
        query.isError ? (
          <LoadFailed error={query.error} onRetry={() => void query.refetch()} />
        ) : (
          <Loading />
        )
      ) : query.data === null ? null : (
        <Told view={query.data} detail={detail} />
      )}
    </Section>
  );
}

function Told({ view, detail }: { readonly view: WaterfallView; readonly detail: GoalDetail }) {
  const { card } = detail;
  const { today } = useSession();
  const [open, setOpen] = useState<string | null>(null);
  const bars = useMemo(() => waterfallBars(view, card), [view, card]);
  const option = useCallback(
    (colors: ChartColors) => waterfallOption(bars, card, open, card.direction === 'higher', colors),
    [bars, card, open],
  );
  const sentence = waterfallSentence(view, card, today);
  const choose = (name: number) => {
    const bar = bars[name];
    if (bar !== undefined && bar.kind !== 'total') setOpen(open === bar.key ? null : bar.key);
  };
  return (
    <>
      <p className={styles.sentence} data-testid="waterfall-sentence" aria-live="polite">
        {sentence}
      </p>
      {view.steps.length === 0 ? (
        <EmptyState title={t('No change in these days')}>
          {t('Choose earlier days, or the whole period, to see how the number came about.')}
        </EmptyState>
      ) : (
        <>
          <Chart
            option={option}
            height={280}
            label={t('Waterfall. {{sentence}} The steps follow as a table.', { sentence })}
            onSelect={choose}
          />
          <WaterfallSteps view={view} goal={card} open={open} onOpen={setOpen} />
        </>
      )}
      {view.firstImport === null ? null : (
        <p className={styles.hint}>
          {t('The company’s records were first imported on {{date}}; what came then is told by the records’ own dates.', {
            date: formatDate(view.firstImport),
          })}
        </p>
      )}
    </>
  );
}
