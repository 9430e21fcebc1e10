import { goalTypeSchema, ownerTypeSchema, type GoalType, type OwnerType } from '@fieldgoal/domain';

/** What the address of the goals page says about the list; absent keys are the defaults (everything running, as a tree). */
export interface GoalSearch {
  readonly q?: string;
  readonly type?: GoalType;
  readonly level?: OwnerType;
  /** `all` also lists goals whose period is not now. */
  readonly when?: 'all';
  /** A list instead of the tree. */
  readonly by?: 'level' | 'period';
}

/** Reads the address; anything it does not understand is left out, so that an old bookmark still opens. */
export function parseGoalSearch(search: Readonly<Record<string, unknown>>): GoalSearch {
  const type = goalTypeSchema.safeParse(search['type']);
  const level = ownerTypeSchema.safeParse(search['level']);
  // A search for digits arrives as a number from the address.
  const q = typeof search['q'] === 'number' ? String(search['q']) : search['q'];
  return {
    ...(typeof q === 'string' && q !== '' ? { q } : {}),
    ...(type.success ? { type: type.data } : {}),
    ...(level.success ? { level: level.data } : {}),
    ...(search['when'] === 'all' ? { when: 'all' as const } : {}),
    ...(search['by'] === 'level' || search['by'] === 'period' ? { by: search['by'] } : {}),
  };
}
