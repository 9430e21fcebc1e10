import { fiscalYearOf, type IsoDate, workCalendar } from '@fieldgoal/domain';
import { Button } from '@mantine/core';
import { keepPreviousData, skipToken, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { DirectoryView } from '../../../host/views/directory.ts';
import type { GoalFormView } from '../../../host/views/goals.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { TeamIcon } from '../../components/icons.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { LoadFailed, Loading } from '../../components/query-states.tsx';
import { goalMeasureWords } from '../../lib/goal-words.ts';
import { useSession } from '../../lib/session.ts';
import { useTRPC } from '../../lib/trpc.ts';
import { inSentence, t } from '../../lib/words.ts';
import { measureParts } from '../goals/goal-draft.ts';
import { periodChoices } from '../goals/period-choices.ts';
import { EMPTY_PLAN, LIKELIEST, type PlanDraft, readPlan, type TypedTargets } from './plan-draft.ts';
import { PlanForm } from './plan-form.tsx';
import { PlanPreview } from './plan-preview.tsx';
import styles from './plan.module.css';

/** Goals for a whole team in one go: what is asked for on the left, what would be made on the right. */
export function PlanPage() {
  const trpc = useTRPC();
  const directory = useQuery(trpc.directory.queryOptions());
  const form = useQuery(trpc.goals.form.queryOptions());
  return (
    <>
      <PageHeader
        title={t('Plan for a team')}
        subtitle={t('One goal for each person and period, under their team’s goal. One undo takes it all back.')}
        actions={
          <Button variant="default" component={Link} to="/goals">
            {t('All goals')}
          </Button>
        }
      />
      {directory.data === undefined || form.data === undefined ? (
        directory.isError || form.isError ? (
          <LoadFailed error={directory.error ?? form.error} onRetry={() => void Promise.all([directory.refetch(), form.refetch()])} />
        ) : (
          <Loading label={t('Loading your teams')} />
        )
      ) : directory.data.teams.some(({ mayEdit }) => mayEdit) ? (
        <Plan directory={directory.data} form={form.data} />
      ) : (
        <EmptyState size="page" icon={<TeamIcon size={20} />} title={t('You lead no team')}>
          {t('Those who lead a team plan for it. Ask an administrator to make you its manager.')}
        </EmptyState>
      )}
    </>
  );
}

function Plan({ directory, form }: { readonly directory: DirectoryView; readonly form: GoalFormView }) {
  const trpc = useTRPC();
  const { today } = useSession();
  const [draft, setDraft] = useState(() => firstDraft(directory, today));
  const [typed, setTyped] = useState<TypedTargets>(new Map());
  const suggestedName = `{period} ${inSentence(goalMeasureWords(measureParts(draft.measure)))}`;
  const { input, problems } = readPlan(draft, directory, suggestedName);
  const preview = useQuery({ ...trpc.plan.preview.queryOptions(input ?? skipToken), placeholderData: keepPreviousData });
  const change = (fields: Partial<PlanDraft>) => {
    const isOtherPlace = fields.measure !== undefined || fields.teamIds !== undefined || fields.periods !== undefined;
    // A goal that was chosen to hang under may not take these any more; the likeliest is proposed again.
    setDraft((before) => ({ ...before, ...(isOtherPlace ? { parent: LIKELIEST } : {}), ...fields }));
    // What was typed for other goals, or in another unit, means nothing now.
    if (fields.measure !== undefined || fields.currency !== undefined || fields.periodKind !== undefined || fields.basis !== undefined)
      setTyped(new Map());
  };
  return (
    <div className={styles.plan}>
      <PlanForm
        draft={draft}
        problems={problems}
        directory={directory}
        form={form}
        suggestedName={suggestedName}
        rows={preview.data?.rows ?? []}
        onChange={change}
      />
      <PlanPreview input={input} preview={preview} typed={typed} onType={setTyped} yearOf={(day) => yearOf(directory, day)} />
    </div>
  );
}

/** The number of the fiscal year that holds a day. */
function yearOf({ calendar }: DirectoryView, day: IsoDate): number {
  return calendar === undefined ? Number(day.slice(0, 4)) : fiscalYearOf(day, workCalendar(calendar));
}

/** The next quarter of the first team one leads. */
function firstDraft(directory: DirectoryView, today: string): PlanDraft {
  const members = (id: string): number => directory.members.filter(({ teamId }) => teamId === id).length;
  const teams = directory.teams.filter(({ mayEdit }) => mayEdit);
  const first = teams.find(({ id }) => members(id) > 0) ?? teams[0];
  const next = periodChoices(EMPTY_PLAN.periodKind, today, directory, { past: 0, future: 1 })[1];
  return { ...EMPTY_PLAN, teamIds: first === undefined ? [] : [first.id], periods: next === undefined ? [] : [next.value] };
}
