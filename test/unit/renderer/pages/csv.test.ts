import { describe, expect, it } from 'vitest';
import { dealsCsv } from '../../../../apps/desktop/src/renderer/pages/deals/deals-csv.ts';
import { teamCsv } from '../../../../apps/desktop/src/renderer/pages/team/team-csv.ts';
import { workCsv } from '../../../../apps/desktop/src/renderer/pages/work/work-csv.ts';
import { createFakeHost } from '../../../fixtures/fake-host/service.ts';

describe('what is on screen as a table', () => {
  it('has every deal of the filter, in its order, however many windows that takes', async () => {
    const host = createFakeHost({ role: 'admin', deals: 1234 });
    const query = { show: 'all' } as const;
    const table = await dealsCsv(query, 'USD', async (part) => host.deals(part));
    expect(table.rows).toHaveLength(1 + host.deals({ ...query, limit: 1 }).total);
    expect(table.rows.slice(1, 51).map(([name]) => name)).toEqual(host.deals({ ...query, limit: 50 }).rows.map(({ name }) => name));
    expect(table.rows[0]?.slice(0, 6)).toEqual(['Name', 'Account', 'Product', 'Stage', 'Amount', 'Currency']);
  });

  it('has everyone of the teams, those without a goal too', () => {
    const host = createFakeHost({ role: 'manager' });
    const { teams } = host.team();
    const people = new Set(teamCsv(teams).rows.map((row) => row[1]));
    for (const { name } of teams.flatMap(({ members }) => members)) expect(people).toContain(name);
  });

  it('has activities and tasks under one another', () => {
    const host = createFakeHost({ role: 'member' });
    const [activities, tasks] = [host.activities(200), host.tasks()];
    expect(workCsv(activities, tasks).rows).toHaveLength(1 + activities.length + tasks.length);
  });
});
