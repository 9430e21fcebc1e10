import type { CountingEvent } from '../engine/types.ts';
import type { Instant, IsoDate } from '../records/fields.ts';

/** One change of a record, as the engine saw it before and after; plain JSON (rule W7). */
export interface LedgerEntry {
  readonly at: Instant;
  /** The business date of `at`. */
  readonly on: IsoDate;
  readonly collection: CountingEvent['collection'];
  readonly recordId: string;
  /** null while the record said nothing: not made yet, not completed, deleted. */
  readonly before: CountingEvent | null;
  readonly after: CountingEvent | null;
  /** Whether an import made it. */
  readonly imported: boolean;
  /** Where it is known: else a deleted deal reads as reopened, a deleted activity as no longer completed. */
  readonly deletion?: 'deleted' | 'restored';
}

/** Why a record's contribution changed. */
export type RecordCause =
  | 'came_due'
  | 'opened'
  | 'imported'
  | 'completed'
  | 'won'
  | 'restored'
  | 're_dated'
  | 're_assigned'
  | 'amount_changed'
  | 'relabelled'
  | 'other'
  | 'lost'
  | 'reopened'
  | 'reopened_work'
  | 'deleted';

/**
 * What a person would call the change (rule W8), the first that applies: imported · deleted, restored · won, lost, reopened, opened, completed,
 * no longer completed · re-dated (counting, opening or due day) · re-assigned (owner or credits) · amount (or currency) changed · relabelled
 * (product, pipeline, kind, tags, chance) · other.
 */
export function causeOf(entry: LedgerEntry): RecordCause {
  const { before, after, imported, deletion } = entry;
  if (imported) return 'imported';
  if (deletion !== undefined) return deletion;
  if (stateOf(before) === stateOf(after)) return before === null || after === null ? 'other' : causeOfEdit(before, after);
  if (entry.collection !== 'deals') return after === null ? 'reopened_work' : 'completed';
  switch (after?.outcome) {
    case 'won':
      return 'won';
    case 'lost':
      return 'lost';
    case 'open':
      return before === null ? 'opened' : 'reopened';
    default:
      return before?.outcome === 'open' ? 'other' : 'reopened';
  }
}

function stateOf(event: CountingEvent | null): CountingEvent['outcome'] | null {
  return event?.outcome ?? null;
}

function causeOfEdit(before: CountingEvent, after: CountingEvent): RecordCause {
  const isChanged = (of: (event: CountingEvent) => unknown): boolean => JSON.stringify(of(before)) !== JSON.stringify(of(after));
  if (isChanged(({ countsOn, openedOn, dueOn }) => [countsOn, openedOn, dueOn])) return 're_dated';
  if (isChanged(({ ownerId, credits }) => [ownerId, credits.map(({ memberId, shareBp }) => [memberId, shareBp])])) return 're_assigned';
  if (isChanged(({ amountMinor, currency }) => [amountMinor, currency])) return 'amount_changed';
  const labels = ({ productId, pipelineId, activityKind, tags, probability }: CountingEvent) => [
    productId,
    pipelineId,
    activityKind,
    tags,
    probability,
  ];
  return isChanged(labels) ? 'relabelled' : 'other';
}
