import { currencyDigits, type IsoDate, type PeriodKind, periodKindSchema, ratioScale } from '@fieldgoal/domain';
import type { PlanInput } from '../../../host/service.ts';
import type { DirectoryView } from '../../../host/views/directory.ts';
import type { PlanRow } from '../../../host/views/plan.ts';
import type { Unit } from '../../lib/format.ts';
import { parseAmount } from '../../lib/parse-amount.ts';
import { t } from '../../lib/words.ts';
import { EMPTY_DRAFT, type FilterDraft, measureParts, readFilter, unitOfDraft } from '../goals/goal-draft.ts';

export type PlanKind = Exclude<PeriodKind, 'custom'>;
export const PLAN_KINDS: readonly PlanKind[] = periodKindSchema.exclude(['custom']).options;

/** What has been entered for a plan so far; numbers as they were typed. */
export interface PlanDraft extends FilterDraft {
  readonly teamIds: readonly string[];
  /** Who was left out, with their names. */
  readonly unticked: ReadonlyMap<string, string>;
  readonly periodKind: PlanKind;
  readonly periods: readonly IsoDate[];
  readonly basis: PlanInput['basis']['kind'];
  readonly target: string;
  readonly growth: string;
  readonly splitBy: 'even' | 'results';
  /** Whole units of the currency, or counts. */
  readonly roundTo: number;
  readonly name: string;
  readonly isProrated: boolean;
  readonly hasTeamGoal: boolean;
  /** What new team goals add up to: a goal's id, null for nothing, `LIKELIEST` for whichever most likely takes them. */
  readonly parent: string | null;
}

/** Leaves the goal above to rule B6. */
export const LIKELIEST = 'likeliest';

const { currency, productIds, pipelineIds, activityKinds, minimumAmount, tags } = EMPTY_DRAFT;
const NO_FILTERS = { currency, productIds, pipelineIds, activityKinds, minimumAmount, tags };

export const EMPTY_PLAN: Omit<PlanDraft, 'teamIds' | 'periods'> = {
  unticked: new Map(),
  measure: 'revenue',
  ...NO_FILTERS,
  periodKind: 'quarter',
  basis: 'same',
  target: '',
  growth: '10',
  splitBy: 'even',
  roundTo: 100,
  name: '',
  isProrated: true,
  hasTeamGoal: true,
  parent: LIKELIEST,
};

/** What targets are entered in. */
export function unitOfPlan(draft: Pick<PlanDraft, 'measure' | 'currency'>, directory: DirectoryView): Unit {
  return unitOfDraft(draft, directory.currency);
}

/** Whether goals of it add up, so that they can grow and be split. */
export function addsUp({ measure }: Pick<PlanDraft, 'measure'>): boolean {
  return ratioScale(measureParts(measure)) === null;
}

export type PlanProblems = Partial<Record<'teamIds' | 'periods' | 'target' | 'growth' | 'minimumAmount', string>>;

/** What is asked of the host, and what is still missing; `input` is null while anything is. */
export function readPlan(
  draft: PlanDraft,
  directory: DirectoryView,
  suggestedName: string,
): { readonly input: PlanInput | null; readonly problems: PlanProblems } {
  const unit = unitOfPlan(draft, directory);
  const problems: { -readonly [F in keyof PlanProblems]: PlanProblems[F] } = {};
  if (draft.teamIds.length === 0) problems.teamIds = t('Choose a team.');
  if (draft.periods.length === 0) problems.periods = t('Choose a period.');
  const { filter, problem } = readFilter(draft, directory.currency);
  if (problem !== null) problems.minimumAmount = problem;
  const basis = basisOf(draft, unit, problems);
  if (basis === null || Object.keys(problems).length > 0) return { input: null, problems };
  const scale = unit.unit === 'currency' && unit.currency !== null ? 10 ** currencyDigits(unit.currency) : 1;
  return {
    problems,
    input: {
      ...measureParts(draft.measure),
      currency: unit.currency,
      filter,
      name: draft.name.trim() === '' ? suggestedName : draft.name,
      teamIds: draft.teamIds,
      memberIds: directory.members.map(({ id }) => id).filter((id) => !draft.unticked.has(id)),
      periodKind: draft.periodKind,
      periods: draft.periods,
      basis,
      step: draft.roundTo * scale,
      isProrated: draft.isProrated,
      hasTeamGoal: draft.hasTeamGoal,
      ...(draft.parent === LIKELIEST ? {} : { parentId: draft.parent }),
      targets: [],
    },
  };
}

function basisOf(
  draft: PlanDraft,
  unit: Unit,
  problems: { target?: string | undefined; growth?: string | undefined },
): PlanInput['basis'] | null {
  const kind = addsUp(draft) ? draft.basis : 'same';
  if (kind === 'growth') {
    const percent = /^[+-]?\d{1,4}$/.test(draft.growth.trim()) ? Number(draft.growth) : Number.NaN;
    if (percent >= -100 && percent <= 1000) return { kind, percent };
    problems.growth = t('A whole percentage from −100 to 1000.');
    return null;
  }
  const isEmpty = draft.target.trim() === '';
  if (isEmpty && kind === 'same') return { kind, target: null };
  const parsed = parseAmount(draft.target, unit);
  if (!parsed.ok) {
    problems.target = isEmpty ? t('Enter the team’s target.') : parsed.message;
    return null;
  }
  return kind === 'same' ? { kind, target: parsed.value } : { kind, teamTarget: parsed.value, by: draft.splitBy };
}

/** Targets typed into the preview, as text, by `rowKey`. */
export type TypedTargets = ReadonlyMap<string, string>;

export function rowKey({ memberId, periodStart }: Pick<PlanRow, 'memberId' | 'periodStart'>): string {
  return `${memberId} ${periodStart}`;
}

/** A row's target with what was typed for it; a problem where that is no target. An emptied field is "no target yet". */
export function targetOf(
  row: PlanRow,
  typed: TypedTargets,
  unit: Unit,
): { readonly target: number | null; readonly problem: string | null } {
  const text = row.existingId === null ? typed.get(rowKey(row)) : undefined;
  if (text === undefined) return { target: row.target, problem: null };
  if (text.trim() === '') return { target: null, problem: null };
  const parsed = parseAmount(text, unit);
  return parsed.ok ? { target: parsed.value, problem: null } : { target: null, problem: parsed.message };
}

/** What was typed, as the host takes it; of rows that are made only. */
export function enteredTargets(rows: readonly PlanRow[], typed: TypedTargets, unit: Unit): PlanInput['targets'] {
  return rows
    .filter((row) => row.existingId === null && typed.has(rowKey(row)))
    .map((row) => ({ memberId: row.memberId, periodStart: row.periodStart, target: targetOf(row, typed, unit).target }));
}
