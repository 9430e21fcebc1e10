import type { DirectoryView } from '../views/directory.ts';
import type { Workspace } from '../workspace.ts';
import { usableCurrencies } from './currencies.ts';
import { compareText } from './goal-cards.ts';

/** What forms offer to choose from, by name; stages in the order of the pipeline. */
export function directoryView(workspace: Workspace): DirectoryView {
  const { replica } = workspace;
  const lookup = workspace.lookup();
  const { settings, members, teams, products, accounts } = lookup.directory;
  const today = replica.today();
  const reach = replica.reach();
  const actor = workspace.actor();
  const reached = reach.reachedTeams(actor);
  const byName = <T extends { readonly name: string }>(records: readonly T[]): T[] =>
    [...records].sort((a, b) => compareText(a.name, b.name));
  return {
    companyName: settings.companyName,
    currency: settings.currency,
    currencies: usableCurrencies(lookup.directory),
    timeZone: settings.timeZone,
    calendar: {
      timeZone: settings.timeZone,
      fiscalYearStartMonth: settings.fiscalYearStartMonth,
      fiscalPattern: settings.fiscalPattern,
      weekStart: settings.weekStart,
      workingWeekdays: settings.workingWeekdays,
      holidays: settings.holidays,
    },
    members: byName(members).map(({ id, name, role }) => ({ id, name, role, teamId: lookup.teamOf(id, today) })),
    teams: byName(teams).map(({ id, name, parentTeamId }) => ({
      id,
      name,
      parentTeamId,
      mayEdit: reached.has(id) && actor.role !== 'member',
    })),
    stages: lookup.stagesInOrder().map(({ id, name, kind, probability }) => ({ id, name, kind, probability })),
    products: byName(products).map(({ id, name, listPriceMinor }) => ({ id, name, listPriceMinor })),
    accounts: byName(accounts).map(({ id, name }) => ({ id, name })),
  };
}

/** Before the directory has arrived. */
export const EMPTY_DIRECTORY: DirectoryView = {
  companyName: '',
  currency: 'USD',
  currencies: ['USD'],
  timeZone: 'UTC',
  members: [],
  teams: [],
  stages: [],
  products: [],
  accounts: [],
};
