import { measureKey } from '../engine/measure.ts';
import { COMPANY_ID, type Goal } from '../records/goals.ts';
import type { Period } from '../time/calendar.ts';

/** What goals that are planned together have in common: what they count and what of it. */
export type GoalTemplate = Pick<Goal, 'type' | 'metric' | 'direction' | 'currency' | 'filter'>;

export function templateOf({ type, metric, direction, currency, filter }: GoalTemplate): GoalTemplate {
  return { type, metric, direction, currency, filter };
}

/** Equal for goals that count the same in the same direction and currency, whoever owns them and whatever their period. */
export function templateKey(template: GoalTemplate): string {
  return `${template.direction}${measureKey({ ...templateOf(template), ownerType: 'company', ownerId: COMPANY_ID })}`;
}

/** The active goals of a template by owner and period; of several of one owner and period the first by id (rule B2). */
export class GoalsOfTemplate {
  readonly #found = new Map<string, Goal>();

  constructor(template: GoalTemplate, goals: readonly Goal[]) {
    const wanted = templateKey(template);
    for (const goal of goals) {
      if (goal.status !== 'active' || goal.isPersonal || goal.deletedAt !== null || templateKey(goal) !== wanted) continue;
      const key = keyOf(goal.ownerType, goal.ownerId, { start: goal.periodStart, end: goal.periodEnd });
      const other = this.#found.get(key);
      if (other === undefined || goal.id < other.id) this.#found.set(key, goal);
    }
  }

  get(ownerType: Goal['ownerType'], ownerId: string, period: Period): Goal | undefined {
    return this.#found.get(keyOf(ownerType, ownerId, period));
  }
}

function keyOf(ownerType: string, ownerId: string, { start, end }: Period): string {
  return `${ownerType} ${ownerId} ${start} ${end}`;
}
