import { parseRoom } from '@fieldgoal/documents';
import { COMPANY_ID } from '@fieldgoal/domain';
import type { Workspace } from '../workspace.ts';

/** What a room holds, in a person's words: "Deals and activities of Ana, Q4 2026". */
export function roomLabel(workspace: Workspace, room: string): string {
  const address = parseRoom(workspace.replica.organization, room);
  if (!address.ok) return room;
  const lookup = workspace.replica.isReady() ? workspace.lookup() : null;
  const { value } = address;
  switch (value.kind) {
    case 'directory':
      return 'Company directory';
    case 'hierarchy':
      return 'Goal hierarchy';
    case 'goals': {
      const startsInJanuary = (lookup?.directory.settings.fiscalYearStartMonth ?? 1) === 1;
      const year = `${startsInJanuary ? '' : 'FY '}${value.fiscalYear}`;
      return value.ownerId === COMPANY_ID
        ? `Company goals ${year}`
        : `Goals of ${lookup?.teams.get(value.ownerId)?.name ?? 'a former team'}, ${year}`;
    }
    case 'work': {
      const [year, quarter] = value.quarter.split('-');
      return `Deals and activities of ${lookup?.memberName(value.memberId) ?? value.memberId}, ${quarter} ${year}`;
    }
  }
}
