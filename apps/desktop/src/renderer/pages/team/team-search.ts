import type { Health } from '@fieldgoal/domain';
import { healthNamed } from './help-order.ts';

/** What the address of the team page says: of one team, only the people whose most urgent goal stands like this. Absent is everyone. */
export interface TeamSearch {
  readonly team?: string;
  readonly health?: Health;
}

/** Reads the address; anything it does not understand is left out, so that an old bookmark still opens. */
export function parseTeamSearch(search: Readonly<Record<string, unknown>>): TeamSearch {
  const health = healthNamed(search['health']);
  const { team } = search;
  return health !== undefined && typeof team === 'string' && team !== '' ? { team, health } : {};
}
