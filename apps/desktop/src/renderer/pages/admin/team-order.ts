import type { AdminTeamRow } from '../../../host/views/admin.ts';

/** Teams by name, each right below the team it is under; none is left out, whatever their parents say. */
export function inTreeOrder(teams: readonly AdminTeamRow[]): readonly AdminTeamRow[] {
  const byName = teams.toSorted((a, b) => a.name.localeCompare(b.name));
  const isKnown = (parent: string | null): boolean => parent !== null && teams.some(({ name }) => name === parent);
  const ordered = new Set<AdminTeamRow>();
  const add = (team: AdminTeamRow): void => {
    if (ordered.has(team)) return;
    ordered.add(team);
    for (const child of byName) if (child.parent === team.name) add(child);
  };
  for (const team of byName) if (!isKnown(team.parent)) add(team);
  for (const team of byName) add(team);
  return [...ordered];
}
