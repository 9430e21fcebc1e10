import type { Role } from '@fieldgoal/domain';
import { t } from './words.ts';

/** A role as people read it. */
export const ROLE_WORDS: Readonly<Record<Role, string>> = {
  get member() {
    return t('Rep');
  },
  get manager() {
    return t('Manager');
  },
  get admin() {
    return t('Administrator');
  },
};

/** The roles to choose from, in the page's language. */
export function roleChoices(): { value: Role; label: string }[] {
  return (['member', 'manager', 'admin'] as const).map((value) => ({ value, label: ROLE_WORDS[value] }));
}
