import type { Role } from '@fieldgoal/domain';

/** A role as people read it. */
export const ROLE_WORDS: Readonly<Record<Role, string>> = { member: 'Rep', manager: 'Manager', admin: 'Administrator' };

export const ROLE_CHOICES = (['member', 'manager', 'admin'] as const).map((value) => ({ value, label: ROLE_WORDS[value] }));
