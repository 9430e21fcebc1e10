import type { Directory } from '../engine/types.ts';

/** The teams as a forest that is safe to walk whatever the records say. */
export interface TeamTree {
  /** The team, then what it hangs under, nearest first; an unknown team is just itself. */
  pathUp(teamId: string): readonly string[];
  /** The team and everything below it. */
  withSubTeams(teamId: string): readonly string[];
  /** Whether `lower` hangs somewhere under `upper`, not being it. */
  isSubTeam(lower: string, upper: string): boolean;
  /** Every team, a team before its sub-teams, siblings by id. */
  readonly topDown: readonly string[];
}

/**
 * Shape: the teams' `parentTeamId` as a forest. Two admins can close a circle with valid edits: the teams of a circle
 *        are then all at the top, so that no team is below itself (rule H3).
 */
export function teamTree(teams: Directory['teams']): TeamTree {
  const parentOf = new Map(teams.map(({ id, parentTeamId }) => [id, parentTeamId]));
  const inCircle = new Set([...parentOf.keys()].filter((id) => leadsBackTo(id, parentOf)));
  const paths = new Map<string, readonly string[]>();
  const below = new Map<string, string[]>();
  for (const id of parentOf.keys()) paths.set(id, pathFrom(id, parentOf, inCircle));
  for (const id of [...paths.keys()].sort()) {
    for (const upper of paths.get(id) ?? []) {
      const list = below.get(upper);
      if (list === undefined) below.set(upper, [id]);
      else list.push(id);
    }
  }
  const pathUp = (teamId: string) => paths.get(teamId) ?? [teamId];
  return {
    pathUp,
    withSubTeams: (teamId) => below.get(teamId) ?? [teamId],
    isSubTeam: (lower, upper) => lower !== upper && pathUp(lower).includes(upper),
    topDown: [...paths.keys()].sort((a, b) => comparePaths(pathUp(a), pathUp(b))),
  };
}

type Parents = ReadonlyMap<string, string | null>;

function leadsBackTo(id: string, parentOf: Parents): boolean {
  let at = parentOf.get(id) ?? null;
  for (let steps = 0; at !== null && steps <= parentOf.size; steps++) {
    if (at === id) return true;
    at = parentOf.get(at) ?? null;
  }
  return false;
}

function pathFrom(id: string, parentOf: Parents, inCircle: ReadonlySet<string>): string[] {
  const path = [id];
  let at = id;
  while (!inCircle.has(at)) {
    const parent = parentOf.get(at) ?? null;
    if (parent === null || !parentOf.has(parent)) break;
    path.push(parent);
    at = parent;
  }
  return path;
}

/** Orders by the names from the top down, so that a team stands before its sub-teams. */
function comparePaths(a: readonly string[], b: readonly string[]): number {
  for (let depth = 1; depth <= Math.min(a.length, b.length); depth++) {
    const left = a.at(-depth) ?? '';
    const right = b.at(-depth) ?? '';
    if (left !== right) return left < right ? -1 : 1;
  }
  return a.length - b.length;
}
