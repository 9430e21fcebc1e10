import { expect, it } from 'vitest';
import { parseDealSearch } from '../../../../../apps/desktop/src/renderer/pages/deals/deal-search.ts';

it('understands its own address and leaves out defaults and what it does not know', () => {
  expect(parseDealSearch({ show: 'won', q: 'alder', owner: 'm1', sort: '-amount' })).toEqual({
    show: 'won',
    q: 'alder',
    owner: 'm1',
    sort: '-amount',
  });
  expect(parseDealSearch({ show: 'open', q: ' ', sort: 'colour', page: 3 })).toEqual({});
  expect(parseDealSearch({ show: 'everything', owner: 5 })).toEqual({});
});

it('takes a search for digits, which the address turns into a number', () => {
  expect(parseDealSearch({ q: 2026 })).toEqual({ q: '2026' });
});

it('keeps the board in the address, and the table as what needs no word', () => {
  expect(parseDealSearch({ view: 'board', show: 'all' })).toEqual({ view: 'board', show: 'all' });
  expect(parseDealSearch({ view: 'table' })).toEqual({});
});

it('names the deal that is opened, beside the list it was opened from', () => {
  expect(parseDealSearch({ deal: '01HZX3', view: 'board', q: 'alder' })).toEqual({ deal: '01HZX3', view: 'board', q: 'alder' });
  expect(parseDealSearch({ deal: '../goals' })).toEqual({});
});
