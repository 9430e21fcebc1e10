import type { Stage, StageKind } from '../records/directory.ts';
import { type DealTransition, moveDeal } from '../records/deal-transition.ts';
import type { IsoDate } from '../records/fields.ts';
import { err, ok, type Result } from '../result.ts';
import { type FieldProblem, problem } from './field-problem.ts';

/** Where a deal shall be: a stage, or the first stage of a kind (one that is of that kind stays where it is); and the day it was closed. */
export interface StageWish {
  readonly stageId?: string | undefined;
  readonly outcome?: StageKind | undefined;
  readonly closedOn?: IsoDate | null | undefined;
}

/**
 * A deal's stage and closing day from what was asked for (rules R10–R12); closed without a day it is `today`.
 *
 * Shape:  `now` is where the deal stands, null for a new one, which begins in the first open stage.
 * Errors: a problem per field.
 */
export function stageOfDeal(
  wish: StageWish,
  now: DealTransition | null,
  stages: readonly Stage[],
  today: IsoDate,
): Result<DealTransition, readonly FieldProblem[]> {
  const standing = stages.find(({ id }) => id === now?.stageId);
  const stage = wantedStage(wish, standing, stages);
  if (!stage.ok) return stage;
  const { kind, name } = stage.value;
  const { closedOn } = wish;
  if (kind === 'open' && closedOn != null) {
    const message = `A deal in the open stage "${name}" has no closing day. Leave it out, or move the deal to a won or lost stage.`;
    return err([problem('closedOn', closedOn, 'R12', message)]);
  }
  if (kind !== 'open' && closedOn === null)
    return err([problem('closedOn', null, 'R12', `A ${kind} deal needs the day on which it was ${kind}. Leave it out for today.`)]);
  const moved = moveDeal(now ?? { stageId: stage.value.id, closedOn: null }, standing?.kind ?? 'open', stage.value, today);
  return ok(kind === 'open' || closedOn == null ? moved : { ...moved, closedOn });
}

/** The day a deal closes: as recorded once closed, as expected before; null where neither is known. */
export function closeDateOf(deal: {
  readonly stageKind: StageKind;
  readonly expectedCloseOn: IsoDate | null;
  readonly closedOn: IsoDate | null;
}): IsoDate | null {
  return deal.stageKind === 'open' ? deal.expectedCloseOn : deal.closedOn;
}

function wantedStage(
  { stageId, outcome }: StageWish,
  standing: Stage | undefined,
  stages: readonly Stage[],
): Result<Stage, readonly FieldProblem[]> {
  if (stageId !== undefined) {
    const stage = stages.find(({ id }) => id === stageId);
    if (stage === undefined) return err([problem('stageId', stageId, 'unknown', `There is no stage "${stageId}". Choose another.`)]);
    if (outcome === undefined || outcome === stage.kind) return ok(stage);
    return err([problem('outcome', outcome, 'R10', `The stage "${stage.name}" is ${stage.kind}. Say one of the two.`)]);
  }
  if (standing !== undefined && (outcome === undefined || outcome === standing.kind)) return ok(standing);
  const kind = outcome ?? 'open';
  const first = stages
    .filter((stage) => stage.kind === kind)
    .sort((a, b) => a.position - b.position || (a.id < b.id ? -1 : 1))
    .at(0);
  return first === undefined
    ? err([problem('outcome', kind, 'unknown', `The pipeline has no stage of the kind "${kind}". Ask an admin to add one.`)])
    : ok(first);
}
