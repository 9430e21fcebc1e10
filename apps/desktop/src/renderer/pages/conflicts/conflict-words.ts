import type { ConflictRow } from '../../../host/views/conflicts.ts';
import type { GoalCard } from '../../../host/views/goal-card.ts';
import { t } from '../../lib/words.ts';

/** A goal by its owner and name, nothing twice: "West · Q4 revenue". */
export function goalLabel({ name, ownerName }: Pick<GoalCard, 'name' | 'ownerName'>): string {
  return name.includes(ownerName) ? name : `${ownerName} · ${name}`;
}

/** What a click does: "Leave it under Company · 2026 revenue". */
export function choiceWords(kind: ConflictRow['choices'][number]['kind'], parent: Pick<GoalCard, 'name' | 'ownerName'> | null): string {
  if (parent === null) return kind === 'stay' ? t('Leave it at the top') : t('Move it to the top');
  const goal = goalLabel(parent);
  return kind === 'stay' ? t('Leave it under {{goal}}', { goal }) : t('Move it under {{goal}}', { goal });
}
