import { type Deal, foldText, type Task } from '@fieldgoal/domain';
import type { Commit } from '@fieldgoal/replica';
import { isRunning } from '../pages/goal-cards.ts';
import type { SearchKind } from '../views/search.ts';
import type { Workspace } from '../workspace.ts';
import type { Entry } from './best.ts';

/** Names that many others hang on: when one of these changes, what is found by them is made anew. */
const NAMES = ['members', 'teams', 'accounts', 'stages', 'settings'] as const;

/**
 * What can be searched on this device, folded once: deals and tasks are kept in step record by record, the few goals, people and
 * accounts are read again when one of them changed. Made when someone first searches.
 */
export class SearchIndex {
  readonly #workspace: Workspace;
  #deals: Map<string, Entry> | null = null;
  #tasks: Map<string, Entry> | null = null;
  #small: Readonly<Record<'goal' | 'member' | 'account', readonly Entry[]>> | null = null;

  constructor(workspace: Workspace) {
    this.#workspace = workspace;
  }

  entries(kind: SearchKind): Iterable<Entry> {
    switch (kind) {
      case 'deal':
        return this.#allDeals().values();
      case 'task':
        return this.#allTasks().values();
      default:
        return this.#allSmall()[kind];
    }
  }

  follow(commit: Commit): void {
    if (NAMES.some((name) => commit.topics.has(name))) {
      this.forget();
      return;
    }
    if (commit.topics.has('goals')) this.#small = null;
    for (const { collection, id } of commit.touched) {
      if (collection === 'deals') put(this.#deals, id, this.#workspace.deals.get(id), (deal) => this.#dealEntry(deal));
      else if (collection === 'tasks') put(this.#tasks, id, this.#workspace.tasks.get(id), (task) => this.#taskEntry(task));
    }
  }

  /** Which goals run depends on the day. */
  forgetGoals(): void {
    this.#small = null;
  }

  forget(): void {
    this.#deals = null;
    this.#tasks = null;
    this.#small = null;
  }

  #allDeals(): Map<string, Entry> {
    this.#deals ??= new Map([...this.#workspace.deals.all()].map((deal) => [deal.id, this.#dealEntry(deal)]));
    return this.#deals;
  }

  #allTasks(): Map<string, Entry> {
    this.#tasks ??= new Map([...this.#workspace.tasks.all()].map((task) => [task.id, this.#taskEntry(task)]));
    return this.#tasks;
  }

  #allSmall() {
    this.#small ??= { goal: this.#goalEntries(), member: this.#memberEntries(), account: this.#accountEntries() };
    return this.#small;
  }

  #dealEntry(deal: Deal): Entry {
    const { replica } = this.#workspace;
    const lookup = this.#workspace.lookup();
    const account = deal.accountId === null ? '' : (lookup.accounts.get(deal.accountId)?.name ?? '');
    return {
      id: deal.id,
      name: nameOf(deal.name),
      other: foldText(`${account} ${lookup.memberName(deal.ownerId)}`),
      isLive: replica.stageKind(deal.stageId) === 'open',
    };
  }

  #taskEntry({ id, title, ownerId, completedAt }: Task): Entry {
    return { id, name: nameOf(title), other: foldText(this.#workspace.lookup().memberName(ownerId)), isLive: completedAt === null };
  }

  #goalEntries(): readonly Entry[] {
    const { replica } = this.#workspace;
    const lookup = this.#workspace.lookup();
    const today = replica.today();
    return replica
      .goalIndex()
      .goals.filter(({ status }) => status === 'active')
      .map((goal) => ({
        id: goal.id,
        name: nameOf(goal.name),
        other: foldText(lookup.ownerName(goal.ownerId)),
        isLive: isRunning(goal, today),
      }));
  }

  #memberEntries(): readonly Entry[] {
    return this.#workspace.replica
      .directory()
      .members.map(({ id, name, email }) => ({ id, name: nameOf(name), other: foldText(email ?? ''), isLive: true }));
  }

  #accountEntries(): readonly Entry[] {
    return this.#workspace.replica.directory().accounts.map(({ id, name }) => ({ id, name: nameOf(name), other: '', isLive: true }));
  }
}

/** With a space before each of its words, the first too: that is how a word's beginning is told from its middle. */
function nameOf(text: string): string {
  return ` ${foldText(text)}`;
}

function put<T>(entries: Map<string, Entry> | null, id: string, record: T | null, entryOf: (record: T) => Entry): void {
  if (entries === null) return;
  if (record === null) entries.delete(id);
  else entries.set(id, entryOf(record));
}
