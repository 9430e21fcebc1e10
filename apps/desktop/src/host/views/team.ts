import type { IsoDate, Role } from '@fieldgoal/domain';
import type { GoalCard } from './goal-card.ts';

export interface TeamMemberRow {
  readonly memberId: string;
  readonly name: string;
  readonly role: Role;
  readonly goals: readonly GoalCard[];
  readonly openDeals: number;
  readonly lastActivityOn: IsoDate | null;
  /** Connected to the server now; null while this device isn't, and for oneself. */
  readonly isOnline: boolean | null;
}

export interface TeamView {
  readonly id: string;
  readonly name: string;
  readonly managerNames: readonly string[];
  /** 0 for a team directly under the company. */
  readonly level: number;
  readonly goals: readonly GoalCard[];
  /** Members directly in this team today, those who need help first. */
  readonly members: readonly TeamMemberRow[];
}

export interface TeamPageView {
  readonly today: IsoDate;
  /** The teams this person reaches, a team before its sub-teams. */
  readonly teams: readonly TeamView[];
}
