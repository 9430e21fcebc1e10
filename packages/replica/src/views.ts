import {
  type Collection,
  createGoalIndex,
  createReach,
  type Directory,
  type Goal,
  type GoalBook,
  type GoalIndex,
  type Reach,
  SETTINGS_ID,
  type Stage,
  type StageKind,
  type WorkCalendar,
  workCalendar,
} from '@fieldgoal/domain';
import { createEventDeriver, type EventDeriver } from './events.ts';
import type { Projection } from './projection.ts';

export const DIRECTORY_COLLECTIONS: readonly Collection[] = [
  'settings',
  'members',
  'teams',
  'memberships',
  'products',
  'accounts',
  'stages',
  'pipelines',
  'rates',
];
const BOOK_COLLECTIONS: readonly Collection[] = ['goals', 'adjustments', 'edges'];

interface OfDirectory {
  directory?: Directory;
  reach?: Reach;
  calendar?: WorkCalendar;
  stages?: ReadonlyMap<string, Stage>;
  derive?: EventDeriver;
}
interface OfBook {
  book?: GoalBook;
  index?: GoalIndex;
  outOfSight?: ReadonlySet<string>;
}

/** What is read from the records again and again, kept until a commit touches what it was made from. */
export class Views {
  readonly #projection: Projection;
  /** On a device goals may hang under others that its person doesn't read. */
  readonly #isPartial: boolean;
  #ofDirectory: OfDirectory = {};
  #ofBook: OfBook = {};
  /** Goals whose completeness was asked for; depends on both. */
  #complete = new Map<string, boolean>();
  /** What was said of goals before something changed that it depends on. */
  readonly #saidComplete = new Map<string, boolean>();

  constructor(projection: Projection, { isPartial }: { readonly isPartial: boolean }) {
    this.#projection = projection;
    this.#isPartial = isPartial;
  }

  forget(topics: ReadonlySet<Collection>): void {
    if (DIRECTORY_COLLECTIONS.some((collection) => topics.has(collection))) this.forgetAll();
    else if (BOOK_COLLECTIONS.some((collection) => topics.has(collection))) this.#forgetBook();
  }

  forgetAll(): void {
    this.#ofDirectory = {};
    this.#forgetBook();
  }

  /** False until the organization's settings have arrived; nothing can be computed before. */
  isReady(): boolean {
    return this.#ofDirectory.directory !== undefined || this.#projection.get('settings', SETTINGS_ID) !== null;
  }

  /** Errors: throws while there are no settings; `isReady` asks first. */
  directory(): Directory {
    const [settings] =
      this.#ofDirectory.directory === undefined ? this.#projection.list('settings') : [this.#ofDirectory.directory.settings];
    if (settings === undefined) throw new Error('The organization has no settings yet.');
    return (this.#ofDirectory.directory ??= {
      settings,
      members: this.#projection.list('members'),
      teams: this.#projection.list('teams'),
      memberships: this.#projection.list('memberships'),
      stages: this.#projection.list('stages'),
      products: this.#projection.list('products'),
      accounts: this.#projection.list('accounts'),
      pipelines: this.#projection.list('pipelines'),
      rates: this.#projection.list('rates'),
    });
  }

  /** What hangs under a goal that isn't kept here stands at the top here: its older links, to goals that are, don't hold any more. */
  goalBook(): GoalBook {
    return (this.#ofBook.book ??= this.#readBook());
  }

  #readBook(): GoalBook {
    const goals = this.#projection.list('goals');
    const edges = this.#projection.list('edges');
    const adjustments = this.#projection.list('adjustments');
    if (!this.#isPartial) return { goals, edges, adjustments };
    const isElsewhere = this.#elsewhere(goals);
    return { goals, adjustments, edges: edges.map((edge) => (isElsewhere(edge.parentId) ? { ...edge, parentId: null } : edge)) };
  }

  /** Whether there is a goal that stands in a room which isn't kept here: an edge names it, but there is no such record, not even a deleted one. */
  #elsewhere(goals: readonly Goal[]): (goalId: string | null) => boolean {
    const here = new Set(goals.map(({ id }) => id));
    return (goalId) => goalId !== null && !here.has(goalId) && this.#projection.roomOf('goals', goalId) === null;
  }

  goalIndex(): GoalIndex {
    return (this.#ofBook.index ??= createGoalIndex(this.directory(), this.goalBook()));
  }

  reach(): Reach {
    return (this.#ofDirectory.reach ??= createReach(this.directory()));
  }

  calendar(): WorkCalendar {
    return (this.#ofDirectory.calendar ??= workCalendar(this.directory().settings));
  }

  stage(stageId: string): Stage | null {
    this.#ofDirectory.stages ??= new Map(this.directory().stages.map((stage) => [stage.id, stage]));
    return this.#ofDirectory.stages.get(stageId) ?? null;
  }

  stageKind(stageId: string): StageKind | null {
    return this.stage(stageId)?.kind ?? null;
  }

  deriver(): EventDeriver {
    return (this.#ofDirectory.derive ??= createEventDeriver((stageId) => this.stage(stageId), this.directory().settings.timeZone));
  }

  /**
   * True when the whole tree below a goal is known and everyone whose records can count is among the reached ones; `sourcesOf` tells
   * whose shared deals count from outside, as far as that is known.
   */
  isComplete(goalId: string, reached: ReadonlySet<string>, sourcesOf: (goalId: string) => readonly string[]): boolean {
    const known = this.#complete.get(goalId);
    if (known !== undefined) return known;
    const index = this.goalIndex();
    const isComplete =
      index.goal(goalId) !== undefined &&
      this.#hasWholeTree(goalId) &&
      [...index.membersInScope(goalId), ...sourcesOf(goalId)].every((memberId) => reached.has(memberId)) &&
      this.#hasComponents(goalId) &&
      index.componentsOf(goalId).every((component) => this.isComplete(component.goalId, reached, sourcesOf));
    this.#complete.set(goalId, isComplete);
    return isComplete;
  }

  /** Whose shared deals count where is told by the server's results. */
  forgetCompleteness(): void {
    for (const [goalId, isComplete] of this.#complete) this.#saidComplete.set(goalId, isComplete);
    this.#complete = new Map();
  }

  /** Goals of which something else was said before the last changes than `isComplete` says now. */
  turned(isComplete: (goalId: string) => boolean): string[] {
    const turned = [...this.#saidComplete].flatMap(([goalId, said]) => (isComplete(goalId) === said ? [] : [goalId]));
    this.#saidComplete.clear();
    return turned;
  }

  #hasComponents(goalId: string): boolean {
    return (this.goalIndex().goal(goalId)?.components ?? []).every((component) => this.#projection.get('goals', component.goalId) !== null);
  }

  /** False when a goal below this one, or one that may have been, stands in a room that isn't kept here. */
  #hasWholeTree(goalId: string): boolean {
    this.#ofBook.outOfSight ??= this.#parentsOfOutOfSight();
    if (this.#ofBook.outOfSight.has(goalId)) return false;
    return (this.goalIndex().hierarchy.childrenOf.get(goalId) ?? []).every((childId) => this.#hasWholeTree(childId));
  }

  /**
   * Goals of which the server alone knows what hangs under them: an edge names a child that isn't kept here, or a child that has another
   * edge to a parent that isn't.
   */
  #parentsOfOutOfSight(): ReadonlySet<string> {
    const isElsewhere = this.#elsewhere(this.goalBook().goals);
    const edges = this.#projection.list('edges');
    const movedAway = new Set(edges.flatMap(({ childId, parentId }) => (isElsewhere(parentId) ? [childId] : [])));
    return new Set(
      edges.flatMap(({ childId, parentId }) => (parentId !== null && (movedAway.has(childId) || isElsewhere(childId)) ? [parentId] : [])),
    );
  }

  #forgetBook(): void {
    this.#ofBook = {};
    this.forgetCompleteness();
  }
}
