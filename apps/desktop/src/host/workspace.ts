import type { Actor, Collection, Deal, Directory, Explanation, Instant, IsoDate, Role } from '@fieldgoal/domain';
import type { Commit, Logger, Replica, WonDeal } from '@fieldgoal/replica';
import type { SyncClient, SyncState } from '@fieldgoal/sync';
import { DirectoryLookup } from './directory-lookup.ts';
import { Inbox } from './inbox/inbox.ts';
import { EditHistory } from './edits/edit-history.ts';
import type { LiveHub } from './live.ts';
import type { DealList } from './pages/deal-list.ts';
import { SearchIndex } from './search/search-index.ts';
import type { GoalCard } from './views/goal-card.ts';
import type { Topic } from './views/session.ts';
import { WorkCache } from './work-cache.ts';
import { openDealsOf, wonLatelyOf } from './deal-parts.ts';
import { UsualSizes } from './usual-sizes.ts';
import { WorkPart } from './work-part.ts';

const UP_TO_DATE_KEY = 'up_to_date_at';

const TOPIC_OF: Readonly<Record<Collection, Topic>> = {
  settings: 'directory',
  members: 'directory',
  teams: 'directory',
  memberships: 'directory',
  products: 'directory',
  accounts: 'directory',
  stages: 'directory',
  pipelines: 'directory',
  rates: 'directory',
  goals: 'goals',
  goalSeries: 'goals',
  adjustments: 'goals',
  edges: 'goals',
  deals: 'deals',
  activities: 'activities',
  tasks: 'tasks',
};

export interface WorkspaceOptions {
  readonly replica: Replica;
  readonly memberId: string;
  /** The role as it was at sign-in, until the directory has arrived. */
  readonly role: Role;
  readonly live: LiveHub;
  readonly log: Logger;
}

/** The signed-in member's data on this device, with what the pages read again and again kept at hand. */
export class Workspace {
  readonly replica: Replica;
  readonly memberId: string;
  readonly deals: WorkCache<'deals'>;
  readonly activities: WorkCache<'activities'>;
  readonly tasks: WorkCache<'tasks'>;
  /** The deals that are open. */
  readonly openDeals: WorkPart<'deals', Deal>;
  readonly #wonLately: WorkPart<'deals', WonDeal>;
  readonly usualSizes: UsualSizes;
  readonly search: SearchIndex;
  /** What the person did here since the start, to be undone. */
  readonly edits = new EditHistory();
  /** Cards as of the last commit, feed or midnight. */
  readonly cards = new Map<string, GoalCard>();
  /** What goals are made of, likewise. */
  readonly explanations = new Map<string, Explanation>();
  /** The deals page's list, made of this directory on this day. */
  dealList: { readonly list: DealList; readonly directory: Directory; readonly today: IsoDate } | null = null;
  #sync: SyncClient | null = null;
  #online: ReadonlySet<string> = new Set();
  #syncDigest = '';
  #marks = '';
  #connection: SyncState['connection'] | null = null;
  /** As of the last commit. */
  #wasEmpty = true;
  /** Set while this device can't store changes: what is wrong and what to do. */
  storageProblem: string | null = null;
  readonly #role: Role;
  readonly #live: LiveHub;
  readonly #log: Logger;
  readonly #stop: readonly (() => void)[];
  #lookup: DirectoryLookup | null = null;
  #refusals: number;
  #day: IsoDate | null = null;

  readonly inbox: Inbox;

  constructor(options: WorkspaceOptions) {
    const { replica } = options;
    this.replica = replica;
    this.memberId = options.memberId;
    this.#role = options.role;
    this.#live = options.live;
    this.#log = options.log;
    this.deals = new WorkCache(replica, 'deals');
    this.activities = new WorkCache(replica, 'activities');
    this.tasks = new WorkCache(replica, 'tasks');
    this.openDeals = new WorkPart(replica, 'deals', () => openDealsOf(replica));
    this.#wonLately = new WorkPart(replica, 'deals', () => wonLatelyOf(replica));
    this.usualSizes = new UsualSizes(replica, this.#wonLately);
    this.search = new SearchIndex(this);
    this.#refusals = replica.refusals().length;
    this.inbox = new Inbox(this, options.log, () => this.#live.announceSoon(['notifications']));
    this.#stop = [replica.onCommit((commit) => this.#onCommit(commit)), replica.onFeed((goalIds) => this.#onFeed(goalIds))];
  }

  /** Nothing to look at yet: no goal and no deal. */
  isEmpty(): boolean {
    return !this.replica.isReady() || (this.replica.goalBook().goals.length === 0 && this.deals.size === 0);
  }

  /** Who acts here, with the role of today's directory. */
  actor(): Actor {
    const role = this.replica.record('members', this.memberId)?.role ?? this.#role;
    return { memberId: this.memberId, role };
  }

  lookup(): DirectoryLookup {
    const directory = this.replica.directory();
    if (this.#lookup?.directory !== directory) this.#lookup = new DirectoryLookup(directory);
    return this.#lookup;
  }

  /** Says that this device can't store changes, or can again. */
  reportStorage(problem: string | null): void {
    if (problem === this.storageProblem) return;
    this.storageProblem = problem;
    this.#live.announce(['status']);
  }

  /** Evaluates every goal anew when the business day has changed since the last time, or goals were evaluated while the clock was wrong. */
  turnDay(): void {
    if (!this.replica.isReady()) return;
    const today = this.replica.today();
    const [before, isOfAnotherDay] = [this.#day, this.replica.isOfAnotherDay()];
    if (today === before && !isOfAnotherDay) return;
    this.#day = today;
    this.inbox.lookSoon();
    // At the start the results are those that were stored.
    if (before === null && !isOfAnotherDay) return;
    this.#forgetDerived();
    this.search.forgetGoals();
    const { changed } = this.replica.recalculate('all');
    this.#live.announce(['session', 'goals', 'tasks', 'deals'], changed);
  }

  /** Counts every goal again from the records here; how many came out differently. */
  recalculate(): number {
    this.#forgetDerived();
    this.replica.recount();
    const { changed } = this.replica.recalculate('all');
    this.#live.announce(['goals'], changed);
    return changed.length;
  }

  /** Who of those this person reaches is connected to the server now; null while this device isn't. */
  online(): ReadonlySet<string> | null {
    const connection = this.#sync?.state().connection;
    return connection === 'up_to_date' || connection === 'syncing' ? this.#online : null;
  }

  /** Reads what the first page will ask for. */
  readFirst(): void {
    if (!this.replica.sqlite.open || !this.replica.isReady()) return;
    this.openDeals.all();
    this.#wonLately.all();
  }

  /** Reads what pages will ask for a little at a time, for as long as nothing else is to be done; ends with the workspace. */
  warmUp(): void {
    if (!this.replica.sqlite.open || !this.replica.isReady()) return;
    if (this.deals.warm() || this.tasks.warm()) setImmediate(() => this.warmUp());
  }

  get sync(): SyncClient | null {
    return this.#sync;
  }

  /** Follows the connection to the server; it is closed with the workspace. */
  attachSync(sync: SyncClient): void {
    this.#sync = sync;
    sync.onChange(() => this.#onSync(sync));
  }

  /** When this device last had everything the server had, in this run or an earlier one; null: never yet. */
  lastUpToDateAt(): Instant | null {
    return this.replica.sqlite.prepare<[string], string>('SELECT value FROM meta WHERE key = ?').pluck().get(UP_TO_DATE_KEY) ?? null;
  }

  async close(): Promise<void> {
    for (const stop of this.#stop) stop();
    this.inbox.close();
    await this.#sync?.close();
    this.replica.close();
  }

  #forgetDerived(): void {
    this.cards.clear();
    this.explanations.clear();
  }

  #onSync(sync: SyncClient): void {
    const { connection, rooms, problem, clockBehindMs, upToDateAt, online } = sync.state();
    this.#followPresence(online);
    const waiting = this.replica.waitingChanges();
    const marks = `${connection} ${waiting}`;
    const count = (is: 'isSynced' | 'isDamaged'): number => rooms.filter((room) => room[is]).length;
    const digest = JSON.stringify([marks, problem, clockBehindMs, count('isSynced'), count('isDamaged'), rooms.length]);
    if (digest === this.#syncDigest) return;
    this.#syncDigest = digest;
    this.#live.announceSoon(['status']);
    if (marks === this.#marks) return;
    this.#marks = marks;
    if (upToDateAt !== null) this.#keepUpToDateAt(upToDateAt);
    // A result's state depends on what waits and on whether everything is here, a row's mark on what waits.
    this.#forgetDerived();
    this.#live.announceSoon(['goals', 'deals', 'activities', 'tasks']);
    if (connection !== this.#connection) this.#live.announceSoon(['session']);
    this.#connection = connection;
    this.inbox.lookSoon();
  }

  #followPresence(online: readonly string[]): void {
    if (online.length === this.#online.size && online.every((id) => this.#online.has(id))) return;
    this.#online = new Set(online);
    this.#live.announceSoon(['presence']);
  }

  #keepUpToDateAt(at: Instant): void {
    try {
      this.replica.sqlite.prepare('INSERT OR REPLACE INTO meta (key, value) VALUES (?, ?)').run(UP_TO_DATE_KEY, at);
    } catch (error) {
      this.#log.warn({ error }, 'the moment of the last synchronization could not be stored');
    }
  }

  #onCommit(commit: Commit): void {
    this.#forgetDerived();
    for (const kept of [this.deals, this.activities, this.tasks, this.openDeals, this.#wonLately]) kept.follow(commit);
    this.search.follow(commit);
    const topics = new Set<Topic>(['status']);
    for (const collection of commit.topics) topics.add(TOPIC_OF[collection]);
    if (commit.goalIds.length > 0) topics.add('goals');
    const isEmpty = this.isEmpty();
    if (this.#wasEmpty !== isEmpty) topics.add('session');
    this.#wasEmpty = isEmpty;
    if (commit.origin === 'local') this.#live.announce(topics, commit.goalIds);
    else this.#live.announceSoon(topics, commit.goalIds);
    this.inbox.lookSoon();
  }

  #onFeed(goalIds: readonly string[]): void {
    this.#forgetDerived();
    const topics = new Set<Topic>(['status', 'goals']);
    const refusals = this.replica.refusals().length;
    if (refusals !== this.#refusals) {
      // What was refused is taken back, which is no commit.
      this.#refusals = refusals;
      for (const kept of [this.deals, this.activities, this.tasks, this.openDeals, this.#wonLately]) kept.forget();
      this.search.forget();
      for (const topic of ['deals', 'activities', 'tasks', 'directory'] as const) topics.add(topic);
    }
    this.#live.announceSoon(topics, goalIds);
    this.inbox.lookSoon();
  }
}
