import { isTimeZone } from '../time/zone.ts';
import type { AnyRecord, Collection } from './collections.ts';
import { type Membership, SETTINGS_ID, type Settings } from './directory.ts';
import type { GoalSeries } from './goal-series.ts';
import { type Adjustment, COMPANY_ID, type Edge, type Goal } from './goals.ts';
import { type Deal, WHOLE_CREDIT_BP } from './work.ts';

/**
 * The rules between a record's own fields (rules R5–R8), which a merge of two valid edits can break.
 *
 * Shape: a parsed record → a sentence per broken rule, naming field, value and rule; none when all hold.
 */
export function recordRuleViolations(collection: Collection, record: AnyRecord): readonly string[] {
  if (collection === 'goals' && 'periodStart' in record) return goalViolations(record);
  if (collection === 'goalSeries' && 'startsOn' in record) return seriesViolations(record);
  if (collection === 'memberships' && 'from' in record) return membershipViolations(record);
  if (collection === 'settings' && 'timeZone' in record) return settingsViolations(record);
  if (collection === 'deals' && 'credits' in record) return creditViolations(record);
  if (collection === 'edges' && 'counter' in record) return edgeViolations(record);
  if (collection === 'adjustments' && 'effectiveOn' in record) return adjustmentViolations(record);
  return [];
}

/** The id of the edge child → parent, so that the same move made twice is one edge (rule R7). */
export function edgeId(childId: string, parentId: string | null): string {
  return `${childId}_${parentId ?? 'root'}`;
}

function goalViolations(goal: Goal): string[] {
  const broken: string[] = [];
  if (goal.periodEnd < goal.periodStart) {
    broken.push(`periodEnd is ${goal.periodEnd}: it must not be before periodStart, ${goal.periodStart}`);
  }
  if (goal.components.some(({ goalId }) => goalId === goal.id)) broken.push('components name the goal itself');
  return [...broken, ...(goal.isPersonal ? personalViolations(goal) : []), ...measureViolations(goal)];
}

/** Rule R15. */
function personalViolations({ ownerType, ownerId, createdBy, metric, calculationSource }: Goal): string[] {
  const broken: string[] = [];
  if (ownerType !== 'individual') broken.push(`ownerType is ${ownerType}: a personal goal is an individual's`);
  if (ownerId !== createdBy) broken.push(`ownerId is ${ownerId}, but ${createdBy} made it: a personal goal is made by whom it belongs to`);
  if (metric === 'composite') broken.push('metric is composite: a personal goal counts records');
  if (calculationSource === 'manual') broken.push('calculationSource is manual: a personal goal counts records');
  return broken;
}

/** Rule G1. */
function seriesViolations(series: GoalSeries): string[] {
  const broken: string[] = [];
  if (series.endsOn !== null && series.endsOn < series.startsOn) {
    broken.push(`endsOn is ${series.endsOn}: it must not be before startsOn, ${series.startsOn}`);
  }
  if (series.parentSeriesId === series.id) broken.push('parentSeriesId names the series itself');
  if (series.components.some(({ seriesId }) => seriesId === series.id)) broken.push('components name the series itself');
  return [...broken, ...measureViolations(series)];
}

/** What a goal and a series of goals say about measure, unit and owner (rule R5). */
function measureViolations(goal: Pick<Goal, 'type' | 'metric' | 'currency' | 'ownerType' | 'ownerId'> & { components: readonly object[] }) {
  const broken: string[] = [];
  if (goal.type === 'revenue' && goal.currency === null) broken.push('currency is null: a revenue goal needs one');
  const hasCurrency = goal.type === 'revenue' || goal.metric === 'average_deal_size';
  if (goal.metric === 'average_deal_size' && goal.currency === null)
    broken.push('currency is null: a goal of the average deal size needs one');
  if (!hasCurrency && goal.currency !== null) broken.push(`currency is ${goal.currency}: a goal of ${goal.type} has none`);
  if (goal.type === 'performance' && goal.metric === null) broken.push('metric is null: a performance goal measures something');
  if (goal.type !== 'performance' && goal.metric !== null) broken.push(`metric is ${goal.metric}: only a performance goal has one`);
  if (goal.metric !== 'composite' && goal.components.length > 0) broken.push('components are set: only a composite has them');
  if ((goal.ownerType === 'company') !== (goal.ownerId === COMPANY_ID)) {
    broken.push(`ownerId is ${goal.ownerId}: "${COMPANY_ID}" is the owner of company goals, and only of those`);
  }
  return broken;
}

/** Rule R13: nobody twice, and the shares are the whole. */
function creditViolations({ credits }: Deal): string[] {
  if (credits.length === 0) return [];
  const broken: string[] = [];
  const sum = credits.reduce((total, { shareBp }) => total + shareBp, 0);
  if (sum !== WHOLE_CREDIT_BP) broken.push(`credits add up to ${sum / 100} %: the shares of a deal are 100 % in sum`);
  const twice = credits.find(({ memberId }, at) => credits.findIndex((one) => one.memberId === memberId) !== at);
  if (twice !== undefined) broken.push(`credits name ${twice.memberId} twice: a member has one share`);
  return broken;
}

function membershipViolations({ from, to }: Membership): string[] {
  return to !== null && to < from ? [`to is ${to}: it must not be before from, ${from}`] : [];
}

function settingsViolations(settings: Settings): string[] {
  const broken: string[] = [];
  if (settings.id !== SETTINGS_ID) broken.push(`id is ${settings.id}: the one settings record is called "${SETTINGS_ID}"`);
  if (!isTimeZone(settings.timeZone)) broken.push(`timeZone is "${settings.timeZone}": it must be an IANA zone such as Europe/Berlin`);
  if (settings.atRiskPercent > settings.onTrackPercent) {
    broken.push(`atRiskPercent is ${settings.atRiskPercent}: it must not be above onTrackPercent, ${settings.onTrackPercent}`);
  }
  return broken;
}

function edgeViolations({ id, childId, parentId }: Edge): string[] {
  const expected = edgeId(childId, parentId);
  return id === expected ? [] : [`id is ${id}: an edge's id is child_parent, here ${expected}`];
}

function adjustmentViolations({ kind, delta, entered, effectiveOn, expiresOn }: Adjustment): string[] {
  const broken: string[] = [];
  if (kind === 'add' && delta !== entered)
    broken.push(`delta is ${delta}: an adjustment that adds ${entered} changes the value by just that`);
  if (expiresOn !== null && expiresOn < effectiveOn) {
    broken.push(`expiresOn is ${expiresOn}: it must not be before effectiveOn, ${effectiveOn}`);
  }
  return broken;
}
