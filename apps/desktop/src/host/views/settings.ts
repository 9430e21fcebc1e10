import type { Settings } from '@fieldgoal/domain';

/** What an administrator can change of the company's settings. */
export type CompanySettings = Pick<
  Settings,
  | 'companyName'
  | 'fiscalYearStartMonth'
  | 'fiscalPattern'
  | 'weekStart'
  | 'workingWeekdays'
  | 'holidays'
  | 'onTrackPercent'
  | 'atRiskPercent'
  | 'pacing'
  | 'forecastModel'
  | 'closeAfterDays'
  | 'maxGoalDepth'
>;

/** Fields to change; the others stay. */
export type CompanySettingsChange = { readonly [Field in keyof CompanySettings]?: CompanySettings[Field] | undefined };

export interface CompanySettingsView extends CompanySettings {
  /** Fixed when the company is created: its days and amounts hang on them. */
  readonly timeZone: string;
  readonly currency: string;
  readonly mayEdit: boolean;
}
