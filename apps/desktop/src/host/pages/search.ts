import { searchWords } from '@fieldgoal/domain';
import { bestOf, type Found } from '../search/best.ts';
import { SEARCH_KINDS, type SearchHit, type SearchKind, type SearchView } from '../views/search.ts';
import type { Workspace } from '../workspace.ts';
import { goalCard } from './goal-cards.ts';
import { nameIn } from './deals.ts';

const HITS = 20;

/** Goals, deals, people, accounts and tasks on this device with all the words typed; at most 20 in all, shared out fairly among the kinds. */
export function searchView(workspace: Workspace, typed: string): SearchView {
  const words = searchWords(typed);
  if (words.length === 0) return { groups: [] };
  const found = SEARCH_KINDS.map((kind) => ({ kind, ...bestOf(workspace.search.entries(kind), words, HITS) }));
  const shares = shareOut(
    found.map(({ best }) => best.length),
    HITS,
  );
  return {
    groups: found
      .map(({ kind, total, best }, at) => ({
        kind,
        total,
        hits: best.slice(0, shares[at]).flatMap((one) => hitOf(workspace, kind, one) ?? []),
      }))
      .filter(({ hits }) => hits.length > 0),
  };
}

/** One for each in turn, as long as there are any, until all are given out. */
export function shareOut(wanted: readonly number[], places: number): readonly number[] {
  const given = wanted.map(() => 0);
  for (let left = Math.min(places, sum(wanted)); left > 0; ) {
    for (const [at, most] of wanted.entries()) {
      if (left === 0 || (given[at] ?? 0) >= most) continue;
      given[at] = (given[at] ?? 0) + 1;
      left -= 1;
    }
  }
  return given;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, one) => total + one, 0);
}

function hitOf(workspace: Workspace, kind: SearchKind, { entry }: Found): SearchHit | null {
  const { id, isLive } = entry;
  switch (kind) {
    case 'goal':
      return goalHit(workspace, id, isLive);
    case 'deal':
      return dealHit(workspace, id, isLive);
    case 'task':
      return taskHit(workspace, id, isLive);
    case 'member':
      return memberHit(workspace, id, isLive);
    case 'account': {
      const name = nameIn(workspace.lookup().accounts, id);
      return name === null ? null : { kind, id, name, isLive };
    }
  }
}

function goalHit(workspace: Workspace, id: string, isLive: boolean): SearchHit | null {
  const goal = workspace.replica.goalIndex().goal(id);
  if (goal === undefined) return null;
  const { name, ownerName, periodLabel, health, attainment } = goalCard(workspace, goal);
  return { kind: 'goal', id, name, ownerName, periodLabel, health, attainment, isLive };
}

function dealHit(workspace: Workspace, id: string, isLive: boolean): SearchHit | null {
  const deal = workspace.deals.get(id);
  if (deal === null) return null;
  const lookup = workspace.lookup();
  const stage = lookup.stages.get(deal.stageId);
  return {
    kind: 'deal',
    id,
    name: deal.name,
    accountName: nameIn(lookup.accounts, deal.accountId),
    ownerName: lookup.memberName(deal.ownerId),
    stageName: stage?.name ?? 'Former stage',
    stageKind: stage?.kind ?? 'open',
    amountMinor: deal.amountMinor,
    currency: deal.currency,
    isLive,
  };
}

function taskHit(workspace: Workspace, id: string, isLive: boolean): SearchHit | null {
  const task = workspace.tasks.get(id);
  if (task === null) return null;
  return { kind: 'task', id, name: task.title, ownerName: workspace.lookup().memberName(task.ownerId), dueOn: task.dueOn, isLive };
}

function memberHit(workspace: Workspace, id: string, isLive: boolean): SearchHit | null {
  const lookup = workspace.lookup();
  const member = lookup.members.get(id);
  if (member === undefined) return null;
  const teamId = lookup.teamOf(id, workspace.replica.today());
  return { kind: 'member', id, name: member.name, role: member.role, teamName: nameIn(lookup.teams, teamId), isLive };
}
