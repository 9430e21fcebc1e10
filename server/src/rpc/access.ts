import type { Role } from '@fieldgoal/domain';
import type { KeyCaller } from '../api/keys/api-keys.ts';
import type { ApiScope } from '../api/keys/scopes.ts';
import type { Caller } from '../auth/auth.ts';

/**
 * Who asks: nobody yet, a member at one of their devices, an integration in a member's name, or whoever may read the server's folder
 * (the command line).
 */
export type Asker =
  | { readonly kind: 'anonymous' }
  | { readonly kind: 'member'; readonly caller: Caller }
  | { readonly kind: 'key'; readonly caller: KeyCaller }
  | { readonly kind: 'console' };

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

/** Fails closed: a procedure that doesn't say who may call it is for nobody, and one that names no scope is for no key. */
export function decideAccess(access: Access | undefined, asker: Asker, scope?: ApiScope): AccessDecision {
  if (access === undefined) return 'forbidden';
  if (access === 'public') return 'allowed';
  switch (asker.kind) {
    case 'anonymous':
      return 'unauthorized';
    case 'console':
      return access === 'admin' || access === 'console' ? 'allowed' : 'forbidden';
    case 'member':
      return hasRank(access, asker.caller.role) ? 'allowed' : 'forbidden';
    case 'key':
      return hasRank(access, asker.caller.role) && hasScope(asker, scope) ? 'allowed' : 'forbidden';
  }
}

/** Whether an asker that is a key has the scope; others need none. */
export function hasScope(asker: Asker, scope: ApiScope | undefined): boolean {
  return asker.kind !== 'key' || (scope !== undefined && asker.caller.scopes.includes(scope));
}

function hasRank(access: Exclude<Access, 'public'>, role: Role): boolean {
  return access !== 'console' && RANK[role] >= RANK[access];
}
