import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { activity, create, deal, goal, update } from '../../fixtures/company.ts';
import { TestApi } from '../../fixtures/api.ts';
import { ADMIN } from '../../fixtures/replicas.ts';

let api: TestApi;
let made = 0;
beforeAll(async () => {
  api = await TestApi.open();
});
afterAll(() => api.close());

type Kind = 'goals' | 'deals' | 'activities';
const RECORDS = {
  goals: (id: string) => goal({ id, ownerType: 'individual', ownerId: 'ana', name: `Goal ${id}` }),
  deals: (id: string) => deal({ id, ownerId: 'ana' }),
  activities: (id: string) => activity({ id, ownerId: 'ana' }),
} as const;

function edit(...changes: Parameters<typeof api.opened.organization.authority.edit>[0]): void {
  const edited = api.opened.organization.authority.edit(changes, ADMIN);
  if (!edited.ok) throw new Error(edited.error.message);
}

/** Ids that sort anywhere among those that are there, as those of another clock do. */
const ids = fc.uniqueArray(fc.stringMatching(/^[a-z0-9]{1,4}$/), { minLength: 1, maxLength: 12 });
const run = fc.record({
  kind: fc.constantFrom<Kind>('goals', 'deals', 'activities'),
  order: fc.constantFrom('asc', 'desc'),
  limit: fc.integer({ min: 1, max: 7 }),
  before: ids,
  between: fc.array(fc.record({ add: fc.boolean(), at: fc.nat() }), { maxLength: 10 }),
});

it('pages of a list tile: what is there throughout is on exactly one page, in order, whatever comes and goes meanwhile', async () => {
  await fc.assert(
    fc.asyncProperty(run, async ({ kind, order, limit, before, between }) => {
      const prefix = `p${made++}`;
      const own = before.map((id) => `${prefix}-${id}`);
      edit(...own.map((id) => create(kind, RECORDS[kind](id))));
      const throughout = new Set(own);
      const seen: string[] = [];
      let cursor: string | null = null;
      let steps = [...between];
      do {
        const query: string = `limit=${limit}&order=${order}${cursor === null ? '' : `&cursor=${cursor}`}`;
        const { data } = (await api.call('ana', 'GET', `/api/${kind}?${query}`)).body;
        expect(data.items.length).toBeLessThanOrEqual(limit);
        seen.push(...data.items.map(({ id }: { id: string }) => id));
        cursor = data.nextCursor;
        const [step, ...rest] = steps;
        steps = rest;
        if (step === undefined) continue;
        const gone = [...throughout][step.at % Math.max(1, throughout.size)];
        if (step.add) edit(create(kind, RECORDS[kind](`${prefix}-${String(step.at)}-${made++}`)));
        else if (gone !== undefined) {
          edit(update(kind, gone, { deletedAt: '2026-11-16T15:00:00.000Z' }));
          throughout.delete(gone);
        }
      } while (cursor !== null);
      expect(seen).toEqual([...new Set(seen)]);
      const sorted = [...seen].sort();
      expect(seen).toEqual(order === 'asc' ? sorted : sorted.reverse());
      for (const id of throughout) expect(seen).toContain(id);
      const left = api.opened.organization.replica.list(kind).filter(({ id }) => id.startsWith(prefix));
      edit(...left.map(({ id }) => update(kind, id, { deletedAt: '2026-11-16T15:00:00.000Z' })));
    }),
    { numRuns: 40 },
  );
}, 100_000);
