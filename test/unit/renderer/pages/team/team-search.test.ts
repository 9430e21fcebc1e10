import { expect, it } from 'vitest';
import { parseTeamSearch } from '../../../../../apps/desktop/src/renderer/pages/team/team-search.ts';
import { parseWorkSearch } from '../../../../../apps/desktop/src/renderer/pages/work/work-search.ts';

it('an address names the people of one team who stand alike; half of it, or something unknown, is everyone', () => {
  expect(parseTeamSearch({ team: 't1', health: 'off_track' })).toEqual({ team: 't1', health: 'off_track' });
  expect(parseTeamSearch({ health: 'off_track' })).toEqual({});
  expect(parseTeamSearch({ team: 't1', health: 'splendid' })).toEqual({});
  expect(parseTeamSearch({ team: 't1' })).toEqual({});
});

it('an address names whose work is shown; anything else is everyone’s', () => {
  expect(parseWorkSearch({ owner: 'm1' })).toEqual({ owner: 'm1' });
  expect(parseWorkSearch({ owner: ' ' })).toEqual({});
  expect(parseWorkSearch({ owner: 7 })).toEqual({});
});
