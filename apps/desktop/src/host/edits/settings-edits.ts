import { SETTINGS_ID } from '@fieldgoal/domain';
import { EditRefused } from '../edit-refused.ts';
import { companySettings } from '../pages/settings.ts';
import type { CompanySettings, CompanySettingsChange } from '../views/settings.ts';
import type { Workspace } from '../workspace.ts';
import { commitEdit, requiredText, update } from './commit-edit.ts';

/**
 * Changes the company's settings; everything that hangs on them is computed anew.
 *
 * Shape:  the fields to change → the settings before, to take it back with.
 * Errors: `EditRefused` for anybody but admins, and for what the rules of settings forbid (a threshold above the other).
 */
export function updateSettings(workspace: Workspace, change: CompanySettingsChange): CompanySettings {
  const { replica } = workspace;
  if (!replica.reach().mayAdminister(workspace.actor()))
    throw new EditRefused('You may not change the company’s settings. Ask an administrator.');
  const before = companySettings(replica.directory().settings);
  commitEdit(workspace, [
    update('settings', SETTINGS_ID, {
      ...change,
      companyName: change.companyName === undefined ? undefined : requiredText(change.companyName, 'Company name'),
      workingWeekdays: change.workingWeekdays === undefined ? undefined : [...new Set(change.workingWeekdays)].sort((a, b) => a - b),
      holidays: change.holidays === undefined ? undefined : [...new Set(change.holidays)].sort(),
    }),
  ]);
  return before;
}
