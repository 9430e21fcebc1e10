import type { RecordChange } from '@fieldgoal/documents';
import { type Instant, type Member, SETTINGS_ID, type Settings, type Stage, SETTINGS_DEFAULTS } from '@fieldgoal/domain';

export interface NewCompany {
  readonly companyName: string;
  readonly timeZone: string;
  readonly currency: string;
}

export interface NewMember {
  readonly name: string;
  readonly email: string;
  readonly role: Member['role'];
}

/** What a record's origin needs; `newId` gives a fresh id each time. */
export interface Origin {
  readonly at: Instant;
  readonly actorId: string;
  readonly newId: () => string;
}

/** Stages of a sales pipeline to begin with; an import adds its own. */
const FIRST_STAGES: readonly Pick<Stage, 'name' | 'kind' | 'probability'>[] = [
  { name: 'Prospecting', kind: 'open', probability: 10 },
  { name: 'Qualified', kind: 'open', probability: 30 },
  { name: 'Proposal', kind: 'open', probability: 50 },
  { name: 'Negotiation', kind: 'open', probability: 75 },
  { name: 'Won', kind: 'won', probability: 100 },
  { name: 'Lost', kind: 'lost', probability: 0 },
];

/** The records a company begins with: its settings, the stages of its pipeline, and the admin who made it. */
export function newCompanyChanges(company: NewCompany, admin: NewMember & { readonly id: string }, origin: Origin): RecordChange[] {
  const made = { createdAt: origin.at, createdBy: admin.id, importId: null, deletedAt: null };
  const settings: Settings = {
    id: SETTINGS_ID,
    ...company,
    fiscalYearStartMonth: 1,
    weekStart: 1,
    workingWeekdays: [1, 2, 3, 4, 5],
    holidays: [],
    maxGoalDepth: 3,
    onTrackPercent: 70,
    atRiskPercent: 30,
    ...SETTINGS_DEFAULTS,
    ...made,
  };
  const stages = FIRST_STAGES.map((stage, position): Stage => ({ id: origin.newId(), ...stage, position, pipelineId: null, ...made }));
  return [
    { collection: 'settings', id: SETTINGS_ID, kind: 'create', fields: settings },
    newMemberChange(admin, { ...origin, actorId: admin.id }),
    ...stages.map((fields): RecordChange => ({ collection: 'stages', id: fields.id, kind: 'create', fields })),
  ];
}

export function newMemberChange(
  member: NewMember & { readonly id: string },
  { at, actorId }: Pick<Origin, 'at' | 'actorId'>,
): RecordChange {
  const fields: Member = { ...member, createdAt: at, createdBy: actorId, importId: null, deletedAt: null };
  return { collection: 'members', id: member.id, kind: 'create', fields };
}
