import { describe, expect, it } from 'vitest';
import {
  type BoardColumn,
  type BoardStage,
  cardBeside,
  columnQuery,
  isStageShown,
  stageBeside,
} from '../../../../../apps/desktop/src/renderer/pages/deals/board-columns.ts';
import { dealRow } from './deal-rows.ts';

const STAGES = [
  { id: 'new', name: 'New', kind: 'open', probability: 10 },
  { id: 'proposal', name: 'Proposal', kind: 'open', probability: 50 },
  { id: 'won', name: 'Won', kind: 'won', probability: 100 },
  { id: 'lost', name: 'Lost', kind: 'lost', probability: 0 },
] as const satisfies readonly BoardStage[];

describe('a column of the board', () => {
  it('asks for its stage with the page’s search and owner, open deals by when they close, closed ones the latest first', () => {
    const [open, , won] = STAGES;
    expect(columnQuery({ q: 'alder', owner: 'm1' }, open)).toEqual({
      show: 'open',
      stageId: 'new',
      q: 'alder',
      owner: 'm1',
      sort: { id: 'close', desc: false },
    });
    expect(columnQuery({ show: 'open' }, won)).toMatchObject({ show: 'won', stageId: 'won', sort: { id: 'close', desc: true } });
    expect(columnQuery({ sort: { id: 'amount', desc: true } }, open)).toMatchObject({ sort: { id: 'amount', desc: true } });
  });

  it('shows its deals where the filter does, and else only takes what is dropped on it', () => {
    const shown = (query: Parameters<typeof isStageShown>[0]) => STAGES.filter((stage) => isStageShown(query, stage)).map(({ id }) => id);
    expect([shown({}), shown({ show: 'won' }), shown({ show: 'all' })]).toEqual([
      ['new', 'proposal'],
      ['won'],
      ['new', 'proposal', 'won', 'lost'],
    ]);
  });
});

describe('keys on the board', () => {
  const ids: Readonly<Record<string, readonly string[]>> = { new: ['a', 'b'], proposal: [], won: ['w'], lost: [] };
  const columns: readonly BoardColumn[] = STAGES.map((stage) => {
    const cards = (ids[stage.id] ?? []).map((id) => dealRow({ id, stageId: stage.id }));
    return { stage, cards, count: cards.length, worthMinor: 0, isShown: true };
  });

  it('Alt and an arrow go one stage on, to won and lost too, and not beyond the ends', () => {
    expect(stageBeside(columns, 'new', 1)?.id).toBe('proposal');
    expect(stageBeside(columns, 'proposal', 1)?.id).toBe('won');
    expect(stageBeside(columns, 'new', -1)).toBeNull();
    expect(stageBeside(columns, 'lost', 1)).toBeNull();
    expect(stageBeside(columns, 'unknown', 1)).toBeNull();
  });

  it('arrows go from card to card, sideways over columns without cards', () => {
    const to = (from: string, key: string) => cardBeside(columns, from, key)?.id ?? null;
    expect([to('a', 'ArrowDown'), to('b', 'ArrowDown'), to('b', 'ArrowUp'), to('a', 'End'), to('b', 'Home')]).toEqual([
      'b',
      null,
      'a',
      'b',
      'a',
    ]);
    expect([to('b', 'ArrowRight'), to('w', 'ArrowLeft'), to('w', 'ArrowRight'), to('a', 'x')]).toEqual(['w', 'a', null, null]);
  });
});
