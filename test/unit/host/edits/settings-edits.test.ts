import { describe, expect, it } from 'vitest';
import { hostRouter } from '../../../../apps/desktop/src/host/router.ts';
import { ADMIN, NORA } from '../../../fixtures/replicas.ts';
import { openTestHost } from '../host-fixture.ts';

describe("the company's settings", () => {
  it('are changed by admins field by field, and taken back with what was before', async () => {
    const { service } = (await openTestHost(ADMIN)).host;
    const before = service.companySettings();
    const undo = service.updateSettings({ onTrackPercent: 80, holidays: ['2026-12-25', '2026-10-03', '2026-12-25'] });
    expect(service.companySettings()).toEqual({ ...before, onTrackPercent: 80, holidays: ['2026-10-03', '2026-12-25'] });
    service.updateSettings(undo);
    expect(service.companySettings()).toEqual(before);
  });

  it('move the numbers that hang on them at once: a day off is no working day', async () => {
    const { service } = (await openTestHost(ADMIN)).host;
    const needed = () => service.goal('g-company')?.card.remainingWorkingDays;
    const before = needed() ?? 0;
    service.updateSettings({ holidays: ['2026-12-24', '2026-12-25'] });
    expect(needed()).toBe(before - 2);
  });

  it('are refused in words where a threshold lies above the other, and stay as they were', async () => {
    const { service } = (await openTestHost(ADMIN)).host;
    const before = service.companySettings();
    expect(() => service.updateSettings({ onTrackPercent: 40, atRiskPercent: 60 })).toThrow('must not be above onTrackPercent, 40');
    expect(() => service.updateSettings({ companyName: '  ' })).toThrow('Company name');
    expect(service.companySettings()).toEqual(before);
  });

  it('are read by everybody and changed by nobody else', async () => {
    const { service } = (await openTestHost(NORA)).host;
    expect(service.companySettings()?.mayEdit).toBe(false);
    expect(() => service.updateSettings({ closeAfterDays: 9 })).toThrow('Ask an administrator');
  });

  it('leave alone what the page does not name, and take nothing out of range', async () => {
    const { service } = (await openTestHost(ADMIN)).host;
    const api = hostRouter.createCaller({ host: service });
    await api.settings.update({ closeAfterDays: 9, forecastModel: 'robust' });
    await api.settings.update({ weekStart: 7 });
    expect(await api.settings.get()).toMatchObject({ closeAfterDays: 9, forecastModel: 'robust', weekStart: 7 });
    await expect(api.settings.update({ fiscalYearStartMonth: 13 })).rejects.toThrow('fiscalYearStartMonth');
    await expect(api.settings.update({ workingWeekdays: [] })).rejects.toThrow('workingWeekdays');
  });
});
