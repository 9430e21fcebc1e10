import type { Role } from '@fieldgoal/domain';
import type { Caller } from '../auth/auth.ts';

/** Who asks: nobody yet, a member at one of their devices, or whoever may read the server's folder (the command line). */
export type Asker = { readonly kind: 'anonymous' } | { readonly kind: 'member'; readonly caller: Caller } | { readonly kind: 'console' };

/**
 * Who may call a procedure; a role includes those above it.
 *
 *   public    everyone who can reach the server
 *   member, manager   people who are signed in, with that role or one above it
 *   admin     admins, and the command line on the server's machine
 *   console   only the command line: what concerns the server and not one organization
 */
export const ACCESS = ['public', 'member', 'manager', 'admin', 'console'] as const;
export type Access = (typeof ACCESS)[number];

export type AccessDecision = 'allowed' | 'unauthorized' | 'forbidden';

const RANK: Readonly<Record<Role, number>> = { member: 0, manager: 1, admin: 2 };

/** Fails closed: a procedure that doesn't say who may call it is for nobody. */
export function decideAccess(access: Access | undefined, asker: Asker): AccessDecision {
  if (access === undefined) return 'forbidden';
  if (access === 'public') return 'allowed';
  switch (asker.kind) {
    case 'anonymous':
      return 'unauthorized';
    case 'console':
      return access === 'admin' || access === 'console' ? 'allowed' : 'forbidden';
    case 'member':
      return access !== 'console' && RANK[asker.caller.role] >= RANK[access] ? 'allowed' : 'forbidden';
  }
}
