import {
  type Collection,
  createGoalIndex,
  createReach,
  type Directory,
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
  unknownChildrenOf?: ReadonlySet<string>;
}

/** What is read from the records again and again, kept until a commit touches what it was made from. */
export class Views {
  readonly #projection: Projection;
  #ofDirectory: OfDirectory = {};
  #ofBook: OfBook = {};
  /** Goals whose completeness was asked for; depends on both. */
  #complete = new Map<string, boolean>();

  constructor(projection: Projection) {
    this.#projection = projection;
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

  goalBook(): GoalBook {
    return (this.#ofBook.book ??= {
      goals: this.#projection.list('goals'),
      adjustments: this.#projection.list('adjustments'),
      edges: this.#projection.list('edges'),
    });
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
    this.#complete = new Map();
  }

  #hasComponents(goalId: string): boolean {
    return (this.goalIndex().goal(goalId)?.components ?? []).every((component) => this.#projection.get('goals', component.goalId) !== null);
  }

  /** False when a goal below this one stands in a room that isn't kept here: an edge names it, but there is no such record. */
  #hasWholeTree(goalId: string): boolean {
    this.#ofBook.unknownChildrenOf ??= new Set(
      this.goalBook().edges.flatMap(({ childId, parentId }) =>
        parentId !== null && this.#projection.get('goals', childId) === null ? [parentId] : [],
      ),
    );
    if (this.#ofBook.unknownChildrenOf.has(goalId)) return false;
    return (this.goalIndex().hierarchy.childrenOf.get(goalId) ?? []).every((childId) => this.#hasWholeTree(childId));
  }

  #forgetBook(): void {
    this.#ofBook = {};
    this.#complete = new Map();
  }
}
