import { Button, NumberInput, Select, Slider } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import type { ActivityKind } from '@fieldgoal/domain';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { GoalDetail } from '../../../host/views/goal-page.ts';
import type { WhatIfChoices } from '../../../host/views/what-if.ts';
import { ACTIVITY_KINDS } from '../../components/activity-kinds.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { UndoIcon } from '../../components/icons.tsx';
import { LoadFailed, Loading } from '../../components/query-states.tsx';
import { Section } from '../../components/section.tsx';
import { errorText } from '../../lib/error-text.ts';
import { useTRPC } from '../../lib/trpc.ts';
import { WhatIfDealList } from './what-if-deals.tsx';
import { WhatIfResult } from './what-if-result.tsx';
import { isUntouched, type Trial, toggled, UNTOUCHED } from './what-if-trial.ts';
import styles from './what-if.module.css';
import { formatCount, percentText } from '../../lib/format.ts';
import { hostText } from '../../lib/host-text.ts';
import { t } from '../../lib/words.ts';

/** Typing into the fields asks once the person pauses, not at every key. */
const PAUSE_MS = 150;

/** Tries out what would be, for this goal and those above it; nothing of it is stored. */
export function WhatIf({ detail }: { readonly detail: GoalDetail }) {
  const trpc = useTRPC();
  const query = useQuery(trpc.goals.whatIfChoices.queryOptions(detail.card.id));
  if (query.data === undefined) {
    return query.isError ? <LoadFailed error={query.error} onRetry={() => void query.refetch()} /> : <Loading />;
  }
  if (query.data.problem !== null) {
    return (
      <Section title={t('What if')}>
        <EmptyState title={t('Nothing to try here')}>{hostText(query.data.problem)}</EmptyState>
      </Section>
    );
  }
  return <Panel detail={detail} choices={query.data} />;
}

function Panel({ detail, choices }: { readonly detail: GoalDetail; readonly choices: WhatIfChoices }) {
  const { card } = detail;
  const trpc = useTRPC();
  const [trial, setTrial] = useState<Trial>(UNTOUCHED);
  const [settled] = useDebouncedValue(trial, PAUSE_MS);
  const activityKind = trial.activityKind ?? choices.activityKinds[0] ?? 'call';
  const query = useQuery({
    ...trpc.goals.whatIf.queryOptions({
      goalId: card.id,
      wonDealIds: [...settled.wonDealIds],
      fallenDealIds: [...settled.fallenDealIds],
      addedActivities: settled.addedActivities,
      activityKind,
      winRatePercent: settled.winRatePercent,
    }),
    placeholderData: keepPreviousData,
  });
  const change = (next: Partial<Trial>) => setTrial({ ...trial, ...next });
  return (
    <div className={styles.layout} data-testid="what-if">
      <div className={styles.choices}>
        <WhatIfDealList
          card={card}
          kind="open"
          deals={choices.openDeals}
          chosen={trial.wonDealIds}
          onToggle={(id) => change({ wonDealIds: toggled(trial.wonDealIds, id) })}
        />
        <WhatIfDealList
          card={card}
          kind="won"
          deals={choices.wonDeals}
          chosen={trial.fallenDealIds}
          onToggle={(id) => change({ fallenDealIds: toggled(trial.fallenDealIds, id) })}
        />
        {choices.activityKinds.length === 0 ? null : (
          <Section
            title={t('More activities')}
            {...(card.ownerType === 'individual' ? {} : { note: t('shared evenly among the members') })}
          >
            <div className={styles.pair}>
              <NumberInput
                size="xs"
                label={t('How many more until the end')}
                min={0}
                max={1000}
                allowDecimal={false}
                allowNegative={false}
                value={trial.addedActivities}
                onChange={(value) => change({ addedActivities: Math.min(1000, Math.max(0, Number(value) || 0)) })}
                data-testid="what-if-activities"
              />
              <Select
                size="xs"
                label={t('Kind')}
                data={ACTIVITY_KINDS.filter(({ value }) => choices.activityKinds.includes(value)).map(({ value, label }) => ({
                  value,
                  label,
                }))}
                value={activityKind}
                onChange={(value) => change({ activityKind: kindOf(value) })}
              />
            </div>
          </Section>
        )}
        {choices.hasPipeline ? (
          <Section title={t('Win rate of open deals')} note={rateNote(trial.winRatePercent)}>
            <div className={styles.slider}>
              <Slider
                min={50}
                max={200}
                step={5}
                value={trial.winRatePercent}
                onChange={(winRatePercent) => change({ winRatePercent })}
                label={(value) => percentText(String(value))}
                thumbLabel={t('How often open deals are won, in percent of now')}
                marks={[
                  { value: 50, label: t('half') },
                  { value: 100, label: t('as now') },
                  { value: 150, label: percentText('+50') },
                  { value: 200, label: t('double') },
                ]}
              />
            </div>
          </Section>
        ) : null}
        {hasNothingToTry(choices) ? (
          <Section title={t('What if')}>
            <EmptyState title={t('No deals')}>{t('There is nothing, open or won, that would count in this goal.')}</EmptyState>
          </Section>
        ) : null}
      </div>
      <Section
        title={t('What it would be')}
        actions={
          <Button
            variant="default"
            leftSection={<UndoIcon size={14} />}
            disabled={isUntouched(trial)}
            onClick={() => setTrial(UNTOUCHED)}
            data-testid="what-if-reset"
          >
            {t('Reset')}
          </Button>
        }
        isFlush
      >
        {query.data === undefined ? (
          query.isError ? (
            <EmptyState title={t('This could not be computed')}>{errorText(query.error)}</EmptyState>
          ) : (
            <Loading />
          )
        ) : (
          <WhatIfResult rows={query.data.rows} isUntouched={isUntouched(trial)} />
        )}
      </Section>
    </div>
  );
}

function hasNothingToTry({ openDeals, wonDeals, activityKinds, hasPipeline }: WhatIfChoices): boolean {
  return openDeals.total === 0 && wonDeals.total === 0 && activityKinds.length === 0 && !hasPipeline;
}

function kindOf(value: string | null): ActivityKind | null {
  return ACTIVITY_KINDS.find((known) => known.value === value)?.value ?? null;
}

function rateNote(percent: number): string {
  if (percent === 100) return t('as now');
  return percent > 100
    ? t('{{share}} more often than now', { share: percentText(formatCount(percent - 100)) })
    : t('{{share}} less often than now', { share: percentText(formatCount(100 - percent)) });
}
