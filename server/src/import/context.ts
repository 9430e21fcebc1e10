import type { Deal, Directory, Edge, Goal, ImportOptions, NameQuestion } from '@fieldgoal/domain';
import { RecordDraft } from './draft.ts';
import type { ProblemList } from './problems.ts';
import type { Breathe } from './table.ts';

/** What the company has before the import: live records only. */
export interface CurrentCompany {
  readonly directory: Directory;
  readonly goals: readonly Goal[];
  readonly edges: readonly Edge[];
  readonly dealsByExternalId: ReadonlyMap<string, Deal>;
}

interface Drafts {
  readonly members: RecordDraft<'members'>;
  readonly teams: RecordDraft<'teams'>;
  readonly memberships: RecordDraft<'memberships'>;
  readonly products: RecordDraft<'products'>;
  readonly accounts: RecordDraft<'accounts'>;
  readonly stages: RecordDraft<'stages'>;
  readonly deals: RecordDraft<'deals'>;
  readonly goals: RecordDraft<'goals'>;
  readonly edges: RecordDraft<'edges'>;
}

/** What the steps of planning share: the drafts they fill and the lists they report to. */
export interface PlanContext {
  readonly current: CurrentCompany;
  readonly drafts: Drafts;
  readonly problems: ProblemList;
  readonly questions: NameQuestion[];
  readonly notices: string[];
  readonly options: ImportOptions;
  readonly now: string;
  readonly today: string;
  readonly actorId: string;
  readonly importId: string;
  readonly newId: () => string;
  readonly breathe: Breathe;
  /** Says how far planning is, 0–1. */
  readonly advance: (done: number, message: string) => void;
}

export function createDrafts(current: CurrentCompany): Drafts {
  const { directory } = current;
  return {
    members: new RecordDraft('members', directory.members),
    teams: new RecordDraft('teams', directory.teams),
    memberships: new RecordDraft('memberships', directory.memberships),
    products: new RecordDraft('products', directory.products),
    accounts: new RecordDraft('accounts', directory.accounts),
    stages: new RecordDraft('stages', directory.stages),
    deals: new RecordDraft('deals', current.dealsByExternalId.values()),
    goals: new RecordDraft('goals', current.goals),
    edges: new RecordDraft('edges', current.edges),
  };
}

/** The fields every created record begins with. */
export function origin(context: PlanContext): { createdAt: string; createdBy: string; importId: string; deletedAt: null } {
  return { createdAt: context.now, createdBy: context.actorId, importId: context.importId, deletedAt: null };
}
