import type { Stage } from '@fieldgoal/domain';
import { origin, type PlanContext } from './context.ts';
import type { DealRow } from './deal-rows.ts';
import { type NameUse, resolveNames } from './name-resolution.ts';
import { nameKey } from './names.ts';
import { openStageRank, stageKindOfWord } from './stage-words.ts';

const POSITION_STEP = 10;
const MAX_POSITION = 1000;

/** Share of won among closed deals of the rows in percent, rounded; 50 while nothing is closed. */
function winPercent(deals: readonly DealRow[]): number {
  let won = 0;
  let lost = 0;
  for (const { stage } of deals) {
    const kind = stage === null ? null : stageKindOfWord(stage);
    if (kind === 'won') won += 1;
    if (kind === 'lost') lost += 1;
  }
  return won + lost === 0 ? 50 : Math.round((100 * won) / (won + lost));
}

/** Gives new stages their order (open ones by how far along, then won, then lost) and new open ones a chance learnt from the rows. */
function arrangeNewStages(context: PlanContext, deals: readonly DealRow[]): void {
  const draft = context.drafts.stages;
  const kindOrder = { open: 0, won: 1, lost: 2 };
  const before = (a: Stage, b: Stage): number =>
    kindOrder[a.kind] - kindOrder[b.kind] || openStageRank(a.name) - openStageRank(b.name) || (a.name < b.name ? -1 : 1);
  const fresh = draft
    .all()
    .filter(({ id }) => draft.isNew(id))
    .sort(before);
  const last = context.current.directory.stages.reduce((highest, { position }) => Math.max(highest, position), 0);
  const open = fresh.filter(({ kind }) => kind === 'open');
  const percent = winPercent(deals);
  fresh.forEach((stage, at) => {
    const position = Math.min(MAX_POSITION, last + POSITION_STEP * (at + 1));
    // The stage nearest to closing wins as often as closed deals did; the ones before it proportionally less.
    const chance = Math.round((percent * (open.indexOf(stage) + 1)) / Math.max(1, open.length));
    draft.update(stage.id, { position, ...(stage.kind === 'open' && { probability: chance }) });
  });
}

/** A new stage of the kind its word says; a word nobody knows makes one only when that was the answer to the question. */
function createStage(context: PlanContext, name: string): string | null {
  const kind = stageKindOfWord(name) ?? (context.options.answers[`stage:${name}`] === 'new' ? 'open' : null);
  if (kind === null) return null;
  const probability = kind === 'won' ? 100 : 0;
  return context.drafts.stages.add({ id: context.newId(), name, kind, probability, position: 0, pipelineId: null, ...origin(context) }).id;
}

function* stageUses(deals: readonly DealRow[]): Generator<NameUse> {
  for (const { stage, reader, row, existing } of deals) {
    if (stage !== null) yield { name: stage, reader, row, previousId: existing?.stageId ?? null };
  }
}

/**
 * Finds or makes the stages that deals are in: by name, then by what a won or lost word means, else as a new stage.
 * Returns the stage of each word by `nameKey`. A word nobody knows is missing from them.
 */
export function planStages(context: PlanContext, deals: readonly DealRow[]): ReadonlyMap<string, Stage> {
  const draft = context.drafts.stages;
  const stages = draft.all().sort((a, b) => a.position - b.position);
  const names = new Set(stages.map(({ name }) => nameKey(name)));
  const words = new Map(deals.flatMap(({ stage }) => (stage === null ? [] : [[nameKey(stage), stage] as const])));
  const known = stages.map(({ id, name }) => ({ id, name }));
  for (const [key, word] of words) {
    const kind = stageKindOfWord(word);
    if (names.has(key) || kind === null) continue;
    const same = kind === 'open' ? undefined : stages.find((stage) => stage.kind === kind);
    const id = same?.id ?? createStage(context, word);
    if (id !== null) known.push({ id, name: word });
  }
  const ids = resolveNames(context, {
    kind: 'stage',
    field: 'stage',
    plural: 'stages',
    known,
    uses: stageUses(deals),
    create: (name) => createStage(context, name),
  });
  arrangeNewStages(context, deals);
  const byName = new Map<string, Stage>();
  for (const [key, id] of ids) {
    const stage = draft.get(id);
    if (stage !== undefined) byName.set(key, stage);
  }
  return byName;
}
