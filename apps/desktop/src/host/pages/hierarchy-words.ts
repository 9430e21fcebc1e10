import type { LinkRule, Settings } from '@fieldgoal/domain';

/** A rule that a link breaks (rules H2, H5) as a sentence without its full stop. */
export function linkRuleWords(rule: LinkRule, { maxGoalDepth }: Pick<Settings, 'maxGoalDepth'>): string {
  switch (rule) {
    case 'self_link':
      return 'a goal can’t be its own parent';
    case 'cycle':
      return 'that goal hangs below it, so they would go round in a circle';
    case 'max_depth':
      return `the tree would be deeper than ${maxGoalDepth} levels, the limit in the settings`;
    case 'owner_incompatible':
      return 'the goal above must belong to the company or to a team above the owner';
    case 'unit_incompatible':
      return 'both must measure the same thing, in the same direction';
    case 'period_incompatible':
      return 'its period must lie within the period of the goal above';
    case 'unknown_goal':
      return 'one of the two is not on this device any more';
  }
}
