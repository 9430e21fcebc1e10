import type { Activity, Adjustment, AnyRecord, Deal, Goal, Task } from '@fieldgoal/domain';
import { currencyDigits } from '@fieldgoal/domain';
import type { Touched } from '@fieldgoal/replica';

/** What an audit entry says of one touched record; `null` for what isn't worth an entry. */
export interface Sentence {
  readonly action: string;
  readonly sentence: string;
}

/** What describing a change needs to look up. */
export interface DescribeContext {
  readonly currency: string;
  stageKind(stageId: string): string | null;
  goalName(goalId: string): string;
  memberName(memberId: string): string;
}

/** One sentence about one change, to be read after the person's name: "Ana closed the deal …". */
export function describeChange(touched: Touched, context: DescribeContext): Sentence | null {
  const { collection, before, after } = touched;
  if (after === null) return null;
  if (after.deletedAt !== null && before?.deletedAt === null)
    return { action: `${collection}.deleted`, sentence: `deleted ${nameOf(touched)}` };
  if (after.deletedAt === null && before !== null && before.deletedAt !== null) {
    return { action: `${collection}.restored`, sentence: `restored ${nameOf(touched)}` };
  }
  switch (collection) {
    case 'deals':
      return describeDeal(before as Deal | null, after as Deal, context);
    case 'activities':
      return describeActivity(before as Activity | null, after as Activity);
    case 'tasks':
      return describeTask(before as Task | null, after as Task);
    case 'goals':
      return describeGoal(before as Goal | null, after as Goal, context);
    case 'adjustments':
      return describeAdjustment(before as Adjustment | null, after as Adjustment, context);
    case 'edges':
      return 'childId' in after ? describeEdge(after.childId, after.parentId, context) : null;
    default:
      return {
        action: `${collection}.${before === null ? 'created' : 'changed'}`,
        sentence: `${before === null ? 'added' : 'changed'} ${nameOf(touched)}`,
      };
  }
}

function describeDeal(before: Deal | null, after: Deal, context: DescribeContext): Sentence {
  const was = before === null ? null : context.stageKind(before.stageId);
  const is = context.stageKind(after.stageId);
  const amount = after.amountMinor === null ? null : money(after.amountMinor, after.currency);
  if (is === 'won' && was !== 'won')
    return {
      action: 'deals.won',
      sentence: `closed the deal "${after.name}" as won${amount === null ? '' : ` for ${amount}`}, on ${String(after.closedOn)}`,
    };
  if (is === 'lost' && was !== 'lost')
    return { action: 'deals.lost', sentence: `closed the deal "${after.name}" as lost, on ${String(after.closedOn)}` };
  if (before === null)
    return { action: 'deals.created', sentence: `added the deal "${after.name}"${amount === null ? '' : ` for ${amount}`}` };
  if (is === 'open' && was !== 'open') return { action: 'deals.reopened', sentence: `reopened the deal "${after.name}"` };
  const fields = changedFields(before, after, after.currency, context.memberName);
  return { action: 'deals.changed', sentence: `changed the deal "${after.name}"${fields === '' ? '' : ` (${fields})`}` };
}

function describeActivity(before: Activity | null, after: Activity): Sentence {
  const isDone = after.completedAt !== null && before?.completedAt == null;
  return {
    action: isDone ? 'activities.completed' : 'activities.changed',
    sentence: `${isDone ? 'logged' : 'changed'} the ${after.kind} "${after.subject}"`,
  };
}

function describeTask(before: Task | null, after: Task): Sentence {
  if (after.completedAt !== null && before?.completedAt == null)
    return { action: 'tasks.completed', sentence: `completed the task "${after.title}"` };
  if (after.completedAt === null && before?.completedAt != null)
    return { action: 'tasks.reopened', sentence: `reopened the task "${after.title}"` };
  return {
    action: before === null ? 'tasks.created' : 'tasks.changed',
    sentence: `${before === null ? 'added' : 'changed'} the task "${after.title}"`,
  };
}

function describeGoal(before: Goal | null, after: Goal, context: DescribeContext): Sentence {
  const show = (value: number | null): string =>
    value === null ? 'no target' : after.currency === null ? String(value) : money(value, after.currency);
  if (before === null)
    return {
      action: 'goals.created',
      sentence: `set the goal "${after.name}" with ${after.target === null ? 'no target' : `a target of ${show(after.target)}`}`,
    };
  if (before.target !== after.target)
    return {
      action: 'goals.target',
      sentence: `changed the target of "${after.name}" from ${show(before.target)} to ${show(after.target)}`,
    };
  if (before.status !== after.status)
    return { action: 'goals.status', sentence: `${after.status === 'cancelled' ? 'cancelled' : 'reactivated'} the goal "${after.name}"` };
  const fields = changedFields(before, after, context.currency, context.memberName);
  return { action: 'goals.changed', sentence: `changed the goal "${after.name}"${fields === '' ? '' : ` (${fields})`}` };
}

function describeAdjustment(before: Adjustment | null, after: Adjustment, context: DescribeContext): Sentence {
  const goal = context.goalName(after.goalId);
  if (after.revokedAt !== null && before?.revokedAt === null)
    return { action: 'adjustments.revoked', sentence: `revoked an adjustment of "${goal}" ("${after.justification}")` };
  return {
    action: 'adjustments.created',
    sentence: `${after.kind === 'set' ? 'set the value of' : 'adjusted'} "${goal}": "${after.justification}"`,
  };
}

function describeEdge(childId: string, parentId: string | null, context: DescribeContext): Sentence {
  const child = context.goalName(childId);
  if (parentId === null) return { action: 'edges.unlinked', sentence: `took "${child}" out of its parent goal` };
  return { action: 'edges.linked', sentence: `placed "${child}" under "${context.goalName(parentId)}"` };
}

/** Up to three fields in words, `amount $10 → $12`; of lists and the like only which of them changed, of shared credit who has what. */
function changedFields(before: AnyRecord, after: AnyRecord, currency: string, memberName: DescribeContext['memberName']): string {
  const was = new Map<string, unknown>(Object.entries(before));
  const changes = Object.entries(after).filter(([field, value]) => JSON.stringify(was.get(field)) !== JSON.stringify(value));
  const show = (field: string, value: unknown): string => {
    if (value === null || value === undefined) return 'nothing';
    return field === 'amountMinor' && typeof value === 'number' ? money(value, currency) : JSON.stringify(value);
  };
  const words = changes.slice(0, 3).map(([field, value]) => {
    if (field === 'credits') return `credits ${sharesIn(before, memberName)} → ${sharesIn(after, memberName)}`;
    if (typeof value === 'object' && value !== null) return field;
    return `${field === 'amountMinor' ? 'amount' : field} ${show(field, was.get(field))} → ${show(field, value)}`;
  });
  return `${words.join(', ')}${changes.length > 3 ? ', …' : ''}`;
}

function sharesIn(record: AnyRecord, memberName: DescribeContext['memberName']): string {
  if (!('credits' in record) || record.credits.length === 0) return 'nothing';
  return record.credits.map(({ memberId, shareBp }) => `${memberName(memberId)} ${shareBp / 100} %`).join(' + ');
}

function nameOf({ collection, after, id }: Touched): string {
  const kind = collection === 'goalSeries' ? 'recurring goal' : collection.replace(/ies$/, 'y').replace(/s$/, '');
  if (after === null) return `${kind} ${id}`;
  if ('name' in after) return `${kind} "${after.name}"`;
  if ('title' in after) return `${kind} "${after.title}"`;
  if ('subject' in after) return `${kind} "${after.subject}"`;
  return kind;
}

const formats = new Map<string, Intl.NumberFormat>();

function money(amountMinor: number, currency: string): string {
  const digits = currencyDigits(currency);
  const maximumFractionDigits = amountMinor % 10 ** digits === 0 ? 0 : digits;
  const key = `${currency} ${maximumFractionDigits}`;
  let format = formats.get(key);
  if (format === undefined) {
    format = new Intl.NumberFormat('en-US', { style: 'currency', currency, maximumFractionDigits });
    formats.set(key, format);
  }
  return format.format(amountMinor / 10 ** digits);
}
