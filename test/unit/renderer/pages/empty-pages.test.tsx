import type { ReactNode } from 'react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { PaletteContext } from '../../../../apps/desktop/src/renderer/components/palette/palette-context.ts';
import { QuickLogProvider } from '../../../../apps/desktop/src/renderer/components/quick-log.tsx';
import { setLanguage } from '../../../../apps/desktop/src/renderer/lib/i18n.ts';
import { createPageCommands, PageCommandsProvider } from '../../../../apps/desktop/src/renderer/lib/page-commands.tsx';
import { NoDeals } from '../../../../apps/desktop/src/renderer/pages/deals/no-deals.tsx';
import { NoGoals } from '../../../../apps/desktop/src/renderer/pages/goals/no-goals.tsx';
import { NoTeams } from '../../../../apps/desktop/src/renderer/pages/team/no-teams.tsx';
import { ActivityLog } from '../../../../apps/desktop/src/renderer/pages/work/activity-log.tsx';
import { TaskList } from '../../../../apps/desktop/src/renderer/pages/work/task-list.tsx';
import { createFakeHost } from '../../../fixtures/fake-host/service.ts';
import { appears, byTestId, showRouted } from '../../../fixtures/page.tsx';

type Role = 'member' | 'manager' | 'admin';
const palette = { open: vi.fn(), show: vi.fn() };
afterEach(() => {
  palette.show.mockReset();
  setLanguage('en');
});

async function show(part: ReactNode, role: Role, goals: 'none' | 'past' = 'none') {
  const host = createFakeHost({ role });
  if (goals === 'none') vi.spyOn(host, 'goals').mockReturnValue([]);
  const history = await showRouted(
    <PageCommandsProvider commands={createPageCommands()}>
      <PaletteContext value={palette}>
        <QuickLogProvider>{part}</QuickLogProvider>
      </PaletteContext>
    </PageCommandsProvider>,
    host,
  );
  await appears(() => buttons().length > 0);
  return history;
}

/** What can be begun with, in its order. */
function buttons(): readonly (string | null)[] {
  return [...document.querySelectorAll('a, button:not([disabled])')].map(({ textContent }) => textContent).filter((text) => text !== '');
}

describe('a page with nothing on it says what belongs there and how to begin', () => {
  it('deals: one is added from there; administrators may import them', async () => {
    await show(<NoDeals hasAny={false} onClear={vi.fn()} />, 'admin');
    expect(buttons()).toEqual(['Add the first deal', 'Import a CRM export']);
    expect(document.body.textContent).toContain('What is being sold stands here');
    byTestId('first-deal')?.click();
    expect(palette.show).toHaveBeenCalledExactlyOnceWith('deal');
  });

  it('deals: a rep adds one', async () => {
    await show(<NoDeals hasAny={false} onClear={vi.fn()} />, 'member');
    expect(buttons()).toEqual(['Add the first deal']);
  });

  it('deals that the filters hide are not said to be missing', async () => {
    const onClear = vi.fn();
    await show(<NoDeals hasAny onClear={onClear} />, 'member');
    expect(buttons()).toEqual(['Show all deals']);
    document.querySelector('button')?.click();
    expect(onClear).toHaveBeenCalledOnce();
  });

  it('goals: whoever may set some begins with one, or with a plan for the team', async () => {
    await show(<NoGoals isFiltered={false} />, 'manager');
    await appears(() => buttons().length === 2);
    expect(buttons()).toEqual(['Set the first goal', 'Plan for a team']);
    byTestId('first-goal')?.click();
    expect(palette.show).toHaveBeenCalledExactlyOnceWith('goal');
  });

  it('goals: a rep sets one for themselves', async () => {
    await show(<NoGoals isFiltered={false} />, 'member');
    expect(buttons()).toHaveLength(1);
    expect(document.body.textContent).toContain('A goal from your manager appears here by itself');
  });

  it('goals: where all are over or to come, it leads to them', async () => {
    const history = await show(<NoGoals isFiltered={false} />, 'manager', 'past');
    expect(document.body.textContent).toContain('No goal is running');
    byTestId('all-goals')?.click();
    await vi.waitFor(() => expect(history.location.href).toBe('/goals?when=all'));
  });

  it('teams: an administrator makes one or imports them', async () => {
    const history = await show(<NoTeams />, 'admin');
    expect(buttons()).toEqual(['Make the first team', 'Import a CRM export']);
    byTestId('first-team')?.click();
    await vi.waitFor(() => expect(history.location.pathname).toBe('/admin'));
  });

  it('teams: everyone else is told who gives them one', async () => {
    await show(<NoTeams />, 'manager');
    expect(document.body.textContent).toContain('An administrator makes you the manager of a team.');
    expect(buttons()).toEqual(['See the goals']);
  });

  it('work: an activity is logged, and a task written, from there', async () => {
    await show(
      <>
        <ActivityLog activities={[]} today="2026-11-25" memberId="m1" />
        <TaskList tasks={[]} today="2026-11-25" memberId="m1" />
      </>,
      'member',
    );
    byTestId('first-task')?.click();
    expect(document.activeElement?.getAttribute('aria-label')).toBe('What is to be done');
    byTestId('first-activity')?.click();
    await appears(() =>
      [...document.querySelectorAll('[role="dialog"]')].find(({ textContent }) => textContent.includes('Log what you just did')),
    );
  });

  it('all of it in German too', async () => {
    setLanguage('de');
    await show(<NoDeals hasAny={false} onClear={vi.fn()} />, 'admin');
    expect(buttons()).toEqual(['Ersten Deal anlegen', 'CRM-Export importieren']);
  });
});
