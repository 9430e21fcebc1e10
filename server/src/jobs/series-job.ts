import type { RecordChange } from '@fieldgoal/documents';
import {
  addDays,
  type Directory,
  type Goal,
  type GoalSeries,
  goalsOfSeries,
  type IsoDate,
  parentsFirst,
  periodOf,
  retargetedGoals,
  type WorkCalendar,
} from '@fieldgoal/domain';
import type { CommitProblem, Replica } from '@fieldgoal/replica';
import { type Authority, SYSTEM_ACTOR } from '../authority/authority.ts';
import type { Job } from './job.ts';

/** Records changed in one go, about; others get a turn in between. */
const CHANGES_AT_ONCE = 100;

/** What one recurring goal lacks. */
interface Due {
  readonly series: GoalSeries;
  readonly made: number;
  readonly retargeted: number;
  readonly changes: readonly RecordChange[];
}

/**
 * Makes the goals of recurring goals (rules G1–G5): everything due through the next period, each with its place in the hierarchy,
 * and lets goals that haven't begun follow a new target. What it finds done it leaves alone, so that it can run at any time.
 */
export function createSeriesJob(replica: Replica, authority: Pick<Authority, 'edit'>): Job {
  return {
    name: 'series',
    description: 'Makes the goals of this and the next period of every recurring goal.',
    schedule: 'just after midnight, at start, and when a recurring goal changes',
    pattern: '20 0 0 * * *',
    async run({ breathe }) {
      if (!replica.isReady()) return 'There is no company yet.';
      const done: Due[] = [];
      const problems = new Map<string, CommitProblem>();
      // Again until a look finds nothing, because a recurring goal may have been changed while this one gave others a turn.
      for (let due = dueOf(replica, problems); due.length > 0; due = dueOf(replica, problems)) {
        for (const piece of inPieces(due)) {
          await breathe();
          for (const made of commit(piece, authority, problems)) done.push(made);
        }
      }
      const [problem] = problems.values();
      if (problem !== undefined) {
        const which = problems.size === 1 ? '1 recurring goal' : `${problems.size} recurring goals`;
        throw new Error([say(done), `${which} could not be brought up to date: ${problem.message}`].join(' '));
      }
      return say(done);
    },
  };
}

/** Tries all at once, then each by itself, so that one that is refused doesn't hold up the others. Returns what was made. */
function commit(piece: readonly Due[], authority: Pick<Authority, 'edit'>, problems: Map<string, CommitProblem>): readonly Due[] {
  const together = authority.edit(
    piece.flatMap(({ changes }) => changes),
    SYSTEM_ACTOR,
  );
  if (together.ok) return piece;
  return piece.filter(({ series, changes }) => {
    const alone = authority.edit(changes, SYSTEM_ACTOR);
    if (!alone.ok) problems.set(series.id, alone.error);
    return alone.ok;
  });
}

function dueOf(replica: Replica, problems: ReadonlyMap<string, unknown>): readonly Due[] {
  const directory = replica.directory();
  const calendar = replica.calendar();
  const today = replica.today();
  const edges = replica.list('edges', { includeDeleted: true });
  let existing: readonly Goal[] = replica.list('goals', { includeDeleted: true });
  const due: Due[] = [];
  for (const series of parentsFirst(replica.list('goalSeries'))) {
    if (problems.has(series.id) || !hasOwner(series, directory)) continue;
    const made = goalsOfSeries(series, calendar, { through: startOfNextPeriod(series, today, calendar), existing, edges });
    const retargeted = retargetedGoals(series, existing, today);
    existing = [...existing, ...made.goals];
    const changes: readonly RecordChange[] = [
      ...made.goals.map((goal) => ({ collection: 'goals', id: goal.id, kind: 'create', fields: goal }) as const),
      ...made.edges.map((edge) => ({ collection: 'edges', id: edge.id, kind: 'create', fields: edge }) as const),
      ...retargeted.map(({ id, target }) => ({ collection: 'goals', id, kind: 'update', fields: { target } }) as const),
    ];
    if (changes.length > 0) due.push({ series, made: made.goals.length, retargeted: retargeted.length, changes });
  }
  return due;
}

function startOfNextPeriod({ periodKind }: GoalSeries, today: IsoDate, calendar: WorkCalendar): IsoDate {
  return addDays(periodOf(periodKind, today, calendar).end, 1);
}

/** Someone who has left, or a team that is gone, gets no further goals. */
function hasOwner({ ownerType, ownerId }: GoalSeries, { members, teams }: Directory): boolean {
  if (ownerType === 'company') return true;
  return (ownerType === 'team' ? teams : members).some(({ id }) => id === ownerId);
}

function inPieces(due: readonly Due[]): readonly (readonly Due[])[] {
  const pieces: Due[][] = [];
  let size = CHANGES_AT_ONCE;
  for (const one of due) {
    if (size >= CHANGES_AT_ONCE) {
      pieces.push([]);
      size = 0;
    }
    pieces.at(-1)?.push(one);
    size += one.changes.length;
  }
  return pieces;
}

function say(done: readonly Due[]): string {
  const made = done.reduce((sum, due) => sum + due.made, 0);
  const retargeted = done.reduce((sum, due) => sum + due.retargeted, 0);
  if (done.length === 0) return 'Nothing was due.';
  const series = new Set(done.map((due) => due.series.id)).size;
  return `${made} ${made === 1 ? 'goal' : 'goals'} of ${series} recurring made${retargeted === 0 ? '' : `, ${retargeted} given a new target`}.`;
}
