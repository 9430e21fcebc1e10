import {
  type Activity,
  currencyProblems,
  type Deal,
  DEAL_DEFAULTS,
  type FieldProblem,
  type RecordOf,
  stageOfDeal,
  type Task,
  WORK_DEFAULTS,
} from '@fieldgoal/domain';
import type { z } from 'zod';
import { type Acting, commit, create, newRecord, update } from './acting.ts';
import { pageFrom, pageStart } from './cursor.ts';
import { invalid, notFound, requestError } from './problem.ts';
import { countAll, readPage, where, type WorkQuery } from './record-pages.ts';
import type * as schemas from './schemas/work.ts';
import { activityView, dealView, taskView } from './views/work-view.ts';

type Of<S extends keyof typeof schemas> = z.infer<(typeof schemas)[S]>;
type WorkCollection = 'deals' | 'activities' | 'tasks';
const NOUNS = { deals: 'deal', activities: 'activity', tasks: 'task' } as const;

export function listDeals(acting: Acting, input: Of<'dealsListInput'>): Of<'dealsPage'> {
  const stages = acting.replica.directory().stages.filter(({ kind }) => kind === input.outcome);
  const conditions = [
    ...where.field('stageId', input.stageId),
    ...where.oneOf('stageId', input.outcome === undefined ? undefined : stages.map(({ id }) => id)),
    ...where.field('accountId', input.accountId),
    ...where.field('productId', input.productId),
    ...where.from('closedOn', input.closedFrom),
    ...where.to('closedOn', input.closedTo),
    ...where.externalId(input.externalId),
  ];
  return listWork(acting, 'deals', input, conditions, dealView);
}

export function listActivities(acting: Acting, input: Of<'activitiesListInput'>): Of<'activitiesPage'> {
  const conditions = [
    ...where.field('kind', input.kind),
    ...where.field('dealId', input.dealId),
    ...where.isSet('completedAt', input.isCompleted),
    ...where.externalId(input.externalId),
  ];
  return listWork(acting, 'activities', input, conditions, activityView);
}

export function listTasks(acting: Acting, input: Of<'tasksListInput'>): Of<'tasksPage'> {
  const conditions = [
    ...where.field('dealId', input.dealId),
    ...where.isSet('completedAt', input.isCompleted),
    ...where.to('dueOn', input.dueTo),
    ...where.externalId(input.externalId),
  ];
  return listWork(acting, 'tasks', input, conditions, taskView);
}

/** The work of those the caller reaches (rules X2, X3). */
function listWork<C extends WorkCollection, V extends { readonly id: string }>(
  acting: Acting,
  collection: C,
  input: Pick<Of<'tasksListInput'>, 'limit' | 'cursor' | 'order' | 'count' | 'ownerId'>,
  conditions: WorkQuery['conditions'],
  view: (acting: Acting, record: RecordOf<C>) => V,
): { items: V[]; nextCursor: string | null; total: number | null } {
  const reached = acting.replica.reach().reachedMembers(acting.actor);
  const ownerIds = [...reached].filter((id) => input.ownerId === undefined || input.ownerId === id);
  const query = { ownerIds, conditions };
  const start = pageStart(input.cursor, input.order);
  const { items, nextCursor } = pageFrom(readPage(acting.replica, collection, query, start, input.limit), input.limit, input.order);
  const total = input.count ? countAll(acting.replica, collection, query) : null;
  return { items: items.map((record) => view(acting, record)), nextCursor, total };
}

/** A record of someone the caller reaches. Errors: throws "not found", also for one that is there and out of reach. */
export function reachedWork<C extends WorkCollection>(acting: Acting, collection: C, id: string): RecordOf<C> {
  const record = acting.replica.record(collection, id);
  const isThere = record !== null && record.deletedAt === null && acting.replica.reach().reachedMembers(acting.actor).has(record.ownerId);
  if (isThere) return record;
  throw notFound(NOUNS[collection], id);
}

export function createDeal(acting: Acting, input: Of<'dealCreateInput'>): Of<'dealView'> {
  const deal = newDeal(acting, input);
  commit(acting, [create('deals', deal)]);
  return dealView(acting, deal);
}

/** A new deal from what was asked for, checked; one that begins in a won or lost stage closes today unless a day is given. */
export function newDeal(acting: Acting, input: Of<'dealCreateInput'>): Deal {
  const { replica } = acting;
  const { name, ownerId, externalId, currency, stageId: _stage, outcome: _outcome, closedOn: _closedOn, ...rest } = input;
  const directory = replica.directory();
  const stage = stageOfDeal(input, null, directory.stages, replica.today());
  const problems = [...ownerProblems(acting, ownerId), ...dealProblems(acting, input), ...(stage.ok ? [] : stage.error)];
  if (problems.length > 0 || !stage.ok) throw invalid(problems);
  checkIsNew(acting, 'deals', externalId);
  return {
    ...newRecord(acting),
    ...{ name, amountMinor: null, openedOn: replica.today(), expectedCloseOn: null, productId: null, accountId: null, note: '' },
    ...DEAL_DEFAULTS,
    ...given(rest),
    ...stage.value,
    currency: currency ?? directory.settings.currency,
    ownerId: ownerId ?? acting.actor.memberId,
    externalId: externalId ?? null,
  };
}

/** Changes only the given fields; the closing day follows the stage (rules R10–R12). */
export function updateDeal(acting: Acting, input: Of<'dealUpdateInput'>): Of<'dealView'> {
  const deal = reachedWork(acting, 'deals', input.id);
  commit(acting, [update('deals', deal.id, dealFields(acting, deal, input))]);
  return dealView(acting, reachedWork(acting, 'deals', deal.id));
}

export function dealFields(acting: Acting, deal: Deal, input: Omit<Of<'dealUpdateInput'>, 'id'>): Partial<Deal> {
  const { stageId, outcome, closedOn, ...rest } = input;
  const isMoved = stageId !== undefined || outcome !== undefined || closedOn !== undefined;
  const stage = stageOfDeal({ stageId, outcome, closedOn }, deal, acting.replica.directory().stages, acting.replica.today());
  const problems = [...dealProblems(acting, input), ...(isMoved && !stage.ok ? stage.error : [])];
  if (problems.length > 0) throw invalid(problems);
  if (input.externalId !== deal.externalId) checkIsNew(acting, 'deals', input.externalId);
  const { id: _id, ...fields } = rest as typeof rest & { id?: string };
  return { ...given(fields), ...(isMoved && stage.ok ? stage.value : {}) };
}

export function createActivity(acting: Acting, input: Of<'activityCreateInput'>): Of<'activityView'> {
  const activity = newActivity(acting, input);
  commit(acting, [create('activities', activity)]);
  return activityView(acting, activity);
}

export function newActivity(acting: Acting, input: Of<'activityCreateInput'>): Activity {
  checkNewWork(acting, 'activities', input);
  const { kind, subject, ownerId, externalId, ...rest } = input;
  const fields = { ...WORK_DEFAULTS, completedAt: null, dealId: null, note: '', ...given(rest) };
  return { ...newRecord(acting), kind, subject, ...fields, ownerId: ownerId ?? acting.actor.memberId, externalId: externalId ?? null };
}

export function updateActivity(acting: Acting, { id, ...fields }: Of<'activityUpdateInput'>): Of<'activityView'> {
  const activity = reachedWork(acting, 'activities', id);
  commit(acting, [update('activities', id, activityFields(acting, activity, fields))]);
  return activityView(acting, reachedWork(acting, 'activities', id));
}

/** What of an activity shall change, checked. */
export function activityFields(acting: Acting, activity: Activity, fields: Omit<Of<'activityUpdateInput'>, 'id'>): Partial<Activity> {
  checkWork(acting, 'activities', fields, activity);
  return given(fields);
}

export function createTask(acting: Acting, input: Of<'taskCreateInput'>): Of<'taskView'> {
  checkNewWork(acting, 'tasks', input);
  const { title, ownerId, externalId, ...rest } = input;
  const fields = { ...WORK_DEFAULTS, dueOn: null, completedAt: null, dealId: null, note: '', ...given(rest) };
  const task: Task = {
    ...newRecord(acting),
    ...{ title, ...fields, ownerId: ownerId ?? acting.actor.memberId, externalId: externalId ?? null },
  };
  commit(acting, [create('tasks', task)]);
  return taskView(acting, task);
}

export function updateTask(acting: Acting, { id, ...fields }: Of<'taskUpdateInput'>): Of<'taskView'> {
  const task = reachedWork(acting, 'tasks', id);
  checkWork(acting, 'tasks', fields, task);
  commit(acting, [update('tasks', id, fields)]);
  return taskView(acting, reachedWork(acting, 'tasks', id));
}

export function deleteWork(acting: Acting, collection: WorkCollection, id: string): { id: string; deleted: true } {
  const record = reachedWork(acting, collection, id);
  commit(acting, [update(collection, record.id, { deletedAt: acting.replica.nowInstant() })]);
  return { id: record.id, deleted: true };
}

interface WorkFields {
  readonly completedAt?: string | null | undefined;
  readonly dealId?: string | null | undefined;
  readonly externalId?: string | null | undefined;
}

function checkNewWork(
  acting: Acting,
  collection: 'activities' | 'tasks',
  input: WorkFields & { readonly ownerId?: string | undefined },
): void {
  const problems = [...ownerProblems(acting, input.ownerId), ...workProblems(acting, input)];
  if (problems.length > 0) throw invalid(problems);
  checkIsNew(acting, collection, input.externalId);
}

function checkWork(acting: Acting, collection: 'activities' | 'tasks', input: WorkFields, record: Activity | Task): void {
  const problems = workProblems(acting, input);
  if (problems.length > 0) throw invalid(problems);
  if (input.externalId !== record.externalId) checkIsNew(acting, collection, input.externalId);
}

function workProblems(acting: Acting, { completedAt, dealId }: WorkFields): FieldProblem[] {
  const problems: FieldProblem[] = [];
  if (completedAt != null && completedAt > acting.replica.nowInstant())
    problems.push({
      field: 'completedAt',
      value: completedAt,
      rule: 'V6',
      message: 'It lies in the future. Leave it open until it has happened.',
    });
  if (dealId != null && !isReachedDeal(acting, dealId))
    problems.push({ field: 'dealId', value: dealId, rule: 'unknown', message: 'There is no such deal that you may see.' });
  return problems;
}

function isReachedDeal({ replica, actor }: Acting, id: string): boolean {
  const deal = replica.record('deals', id);
  return deal !== null && deal.deletedAt === null && replica.reach().reachedMembers(actor).has(deal.ownerId);
}

/** Work is made for oneself or for someone one reaches; who isn't there and who is out of reach look alike. */
function ownerProblems({ replica, actor }: Acting, ownerId: string | undefined): FieldProblem[] {
  if (ownerId === undefined || ownerId === actor.memberId) return [];
  const isMember = replica.directory().members.some(({ id }) => id === ownerId);
  if (isMember && replica.reach().reachedMembers(actor).has(ownerId)) return [];
  return [{ field: 'ownerId', value: ownerId, rule: 'X3', message: 'There is no such member whose work you may change.' }];
}

function dealProblems({ replica }: Acting, input: Omit<Of<'dealUpdateInput'>, 'id'>): FieldProblem[] {
  const directory = replica.directory();
  const unknown = (
    field: string,
    noun: string,
    id: string | null | undefined,
    known: readonly { readonly id: string }[],
  ): FieldProblem[] =>
    id == null || known.some((one) => one.id === id)
      ? []
      : [{ field, value: id, rule: 'unknown', message: `There is no ${noun} "${id}".` }];
  return [
    ...(input.currency === undefined ? [] : currencyProblems(input.currency, directory)),
    ...unknown('productId', 'product', input.productId, directory.products),
    ...unknown('accountId', 'account', input.accountId, directory.accounts),
    ...(input.credits ?? []).flatMap(({ memberId }) => unknown('credits', 'member', memberId, directory.members)),
  ];
}

/** An id of a CRM names one record, so that the same thing sent twice isn't there twice. */
function checkIsNew({ replica }: Acting, collection: WorkCollection, externalId: string | null | undefined): void {
  if (externalId == null) return;
  const found = idByExternalId(replica, collection, externalId);
  if (found === null) return;
  const message = `There is a ${NOUNS[collection]} with this externalId already. Change that one.`;
  throw requestError('CONFLICT', message, [{ field: 'externalId', value: externalId, rule: 'unique', message }]);
}

/** The live record that has an id of the CRM, whoever owns it. */
export function idByExternalId(replica: Acting['replica'], collection: WorkCollection, externalId: string): string | null {
  return (
    replica.sqlite
      .prepare<[string, string], string>('SELECT id FROM records WHERE collection = ? AND external_id = ? AND is_deleted = 0 ORDER BY id')
      .pluck()
      .get(collection, externalId) ?? null
  );
}

type Given<T> = { [F in keyof T]: Exclude<T[F], undefined> };

function given<T extends object>(fields: T): Given<T> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Given<T>;
}
