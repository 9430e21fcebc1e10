import type { Stage, StageKind } from './directory.ts';
import type { IsoDate } from './fields.ts';
import type { Deal } from './work.ts';

/** The fields that a move through the pipeline changes, always together. */
export type DealTransition = Pick<Deal, 'stageId' | 'closedOn'>;
type PipelineStage = Pick<Stage, 'id' | 'kind'>;

/**
 * Closes a deal as won or lost on a business date (rule R10).
 *
 * Errors: throws RangeError for an open stage; `moveDeal` takes any.
 */
export function closeDeal(_deal: Pick<Deal, 'stageId'>, stage: PipelineStage, on: IsoDate): DealTransition {
  if (stage.kind === 'open') throw new RangeError(`Stage ${stage.id} is open: a deal is closed by moving it to a won or lost stage.`);
  return { stageId: stage.id, closedOn: on };
}

/**
 * Takes a closed deal back into an open stage (rule R11). It clears `closedOn`: a deal that stays dated after it was
 * reopened goes on counting.
 *
 * Errors: throws RangeError for a stage that is not open.
 */
export function reopenDeal(_deal: Pick<Deal, 'stageId'>, stage: PipelineStage): DealTransition {
  if (stage.kind !== 'open') throw new RangeError(`Stage ${stage.id} is ${stage.kind}: a deal is reopened by moving it to an open stage.`);
  return { stageId: stage.id, closedOn: null };
}

/** Moves a deal to any stage: closes it on `on`, reopens it, or keeps its date where it was closed in the same way before. */
export function moveDeal(deal: DealTransition, from: StageKind, stage: PipelineStage, on: IsoDate): DealTransition {
  if (stage.kind === 'open') return reopenDeal(deal, stage);
  return closeDeal(deal, stage, from === stage.kind && deal.closedOn !== null ? deal.closedOn : on);
}

/**
 * What is wrong with a deal in its stage (rule R12).
 *
 * Shape: the deal and its stage's kind → a sentence per broken rule.
 */
export function dealRuleViolations(deal: Pick<Deal, 'closedOn'>, stageKind: StageKind): string[] {
  if (stageKind !== 'open' && deal.closedOn === null) {
    return [`closedOn is empty: a ${stageKind} deal needs the day on which it was ${stageKind}.`];
  }
  if (stageKind === 'open' && deal.closedOn !== null) {
    return [`closedOn is ${deal.closedOn}: an open deal has none; clear it or move the deal to a won or lost stage.`];
  }
  return [];
}
