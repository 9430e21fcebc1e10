import type { CompanySettings, CompanySettingsView } from '../views/settings.ts';
import type { Workspace } from '../workspace.ts';

/** The company's settings as they are now; days off in their order. */
export function settingsView(workspace: Workspace): CompanySettingsView {
  const { replica } = workspace;
  const { settings } = replica.directory();
  return {
    ...companySettings(settings),
    timeZone: settings.timeZone,
    currency: settings.currency,
    mayEdit: replica.reach().mayAdminister(workspace.actor()),
  };
}

/** Only what can be changed. */
export function companySettings(settings: CompanySettings): CompanySettings {
  return {
    companyName: settings.companyName,
    fiscalYearStartMonth: settings.fiscalYearStartMonth,
    fiscalPattern: settings.fiscalPattern,
    weekStart: settings.weekStart,
    workingWeekdays: settings.workingWeekdays.toSorted((a, b) => a - b),
    holidays: settings.holidays.toSorted(),
    onTrackPercent: settings.onTrackPercent,
    atRiskPercent: settings.atRiskPercent,
    pacing: settings.pacing,
    forecastModel: settings.forecastModel,
    closeAfterDays: settings.closeAfterDays,
    maxGoalDepth: settings.maxGoalDepth,
  };
}
