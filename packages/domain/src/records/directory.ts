import { z } from 'zod';
import { amountMinor, currencyCode, id, isoDate, instant, title } from './fields.ts';

/** Fields every record has: who made it, which import (if any), and deletion as a date, never as absence. */
const origin = {
  createdAt: instant,
  createdBy: id,
  importId: id.nullable(),
  deletedAt: instant.nullable(),
};

export const roleSchema = z.enum(['member', 'manager', 'admin']);
export const memberSchema = z.object({
  id,
  name: title,
  email: z.email().max(254).nullable(),
  role: roleSchema,
  ...origin,
});

/** A team; `parentTeamId` null hangs it under the company. Managers reach the team and all its sub-teams. */
export const teamSchema = z.object({
  id,
  name: title,
  parentTeamId: id.nullable(),
  managerIds: z.array(id).max(20),
  ...origin,
});

/** A member's time in a team, both ends inclusive; `to` null is "until further notice". */
export const membershipSchema = z.object({
  id,
  memberId: id,
  teamId: id,
  from: isoDate,
  to: isoDate.nullable(),
  ...origin,
});

export const productSchema = z.object({
  id,
  name: title,
  series: z.string().max(100).nullable(),
  listPriceMinor: amountMinor.nullable(),
  ...origin,
});

export const accountSchema = z.object({
  id,
  name: title,
  sector: z.string().max(100).nullable(),
  location: z.string().max(100).nullable(),
  ...origin,
});

/** A sales pipeline; stages with `pipelineId` null belong to the one every company has. */
export const pipelineSchema = z.object({
  id,
  name: title,
  ...origin,
});

/**
 * What a unit of a currency is worth from a day on (rule M1), in the organization's currency.
 * `rateNano` is that worth × 10⁹: 1 EUR = 1.0842 USD is 1,084,200,000.
 */
export const rateSchema = z.object({
  id,
  currency: currencyCode,
  on: isoDate,
  rateNano: z.int().min(1).max(1_000_000_000_000_000),
  ...origin,
});

export const stageKindSchema = z.enum(['open', 'won', 'lost']);
/** A stage of the sales pipeline; `probability` is the chance of winning in percent, `position` its order. */
export const stageSchema = z.object({
  id,
  name: title,
  kind: stageKindSchema,
  probability: z.int().min(0).max(100),
  position: z.int().min(0).max(1000),
  pipelineId: id.nullable().default(null),
  ...origin,
});

/** How the fiscal year is divided: in calendar months, or in weeks as 4-4-5, 4-5-4 or 5-4-4 (rule T9). */
export const fiscalPatternSchema = z.enum(['months', '445', '454', '544']);
/** How a target is spread over its period (rule P2). */
export const pacingSchema = z.enum(['working_days', 'calendar_days', 'seasonal']);
export const forecastModelSchema = z.enum(['velocity', 'robust', 'smoothed', 'seasonal', 'pipeline', 'ensemble']);

/** The one settings record of an organization has this id. */
export const SETTINGS_ID = 'settings';
export const settingsSchema = z.object({
  id,
  companyName: title,
  timeZone: z.string().min(1).max(64),
  currency: currencyCode,
  fiscalYearStartMonth: z.int().min(1).max(12),
  /** ISO weekday, 1 = Monday … 7 = Sunday. */
  weekStart: z.int().min(1).max(7),
  workingWeekdays: z.array(z.int().min(1).max(7)).min(1).max(7),
  holidays: z.array(isoDate).max(2000),
  maxGoalDepth: z.int().min(1).max(8),
  /** Probability (or pace) from which a goal is on track, and from which it is at least at risk, in percent. */
  onTrackPercent: z.int().min(1).max(100),
  atRiskPercent: z.int().min(0).max(99),
  fiscalPattern: fiscalPatternSchema.default('months'),
  pacing: pacingSchema.default('working_days'),
  forecastModel: forecastModelSchema.default('ensemble'),
  /** A goal's number is closed this many days after its period (rule S3). */
  closeAfterDays: z.int().min(0).max(366).default(5),
  ...origin,
});

/** What settings say that an organization never chose. */
export const SETTINGS_DEFAULTS = {
  fiscalPattern: 'months',
  pacing: 'working_days',
  forecastModel: 'ensemble',
  closeAfterDays: 5,
} as const satisfies Partial<Settings>;

export type Role = z.infer<typeof roleSchema>;
export type Member = z.infer<typeof memberSchema>;
export type Team = z.infer<typeof teamSchema>;
export type Membership = z.infer<typeof membershipSchema>;
export type Product = z.infer<typeof productSchema>;
export type Account = z.infer<typeof accountSchema>;
export type SalesPipeline = z.infer<typeof pipelineSchema>;
export type Rate = z.infer<typeof rateSchema>;
export type FiscalPattern = z.infer<typeof fiscalPatternSchema>;
export type Pacing = z.infer<typeof pacingSchema>;
export type StageKind = z.infer<typeof stageKindSchema>;
export type Stage = z.infer<typeof stageSchema>;
export type Settings = z.infer<typeof settingsSchema>;
