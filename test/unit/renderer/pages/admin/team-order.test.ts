import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { AdminTeamRow } from '../../../../../apps/desktop/src/host/views/admin.ts';
import { inTreeOrder } from '../../../../../apps/desktop/src/renderer/pages/admin/team-order.ts';

const team = (name: string, parent: string | null = null): AdminTeamRow => ({ id: name, name, parent, managers: [], members: [] });

it('a team stands right below the one it is under, by name', () => {
  const teams = [team('Delta', 'South'), team('South'), team('North'), team('Bay', 'South'), team('Pier', 'Bay')];
  expect(inTreeOrder(teams).map(({ name }) => name)).toEqual(['North', 'South', 'Bay', 'Pier', 'Delta']);
});

it('no team is lost or listed twice, even where parents are unknown or go round in a circle', () => {
  const name = fc.constantFrom('A', 'B', 'C', 'D', 'E', 'F');
  const teams = fc.uniqueArray(fc.record({ name, parent: fc.option(fc.oneof(name, fc.constant('gone'))) }), {
    selector: (row) => row.name,
  });
  fc.assert(
    fc.property(teams, (rows) => {
      const input = rows.map((row) => team(row.name, row.parent));
      const output = inTreeOrder(input);
      expect(output).toHaveLength(input.length);
      expect(new Set(output)).toEqual(new Set(input));
    }),
  );
});
