import { expect, it, onTestFinished, vi } from 'vitest';
import { settings } from '../../../../apps/desktop/src/renderer/lib/settings.ts';
import { useToldShell } from '../../../../apps/desktop/src/renderer/lib/tell-shell.ts';
import { createFakeHost } from '../../../fixtures/fake-host/service.ts';
import { showPart } from '../../../fixtures/page.tsx';

function Page() {
  useToldShell('de');
  return null;
}

it('the shell is told the language and which notices to leave out, at once and when a setting changes', async () => {
  const shell = { connect: vi.fn(), listen: vi.fn(() => () => {}), speak: vi.fn(), mute: vi.fn() };
  vi.stubGlobal('fieldgoalShell', shell);
  const before = settings.get().notifications;
  onTestFinished(() => {
    settings.set({ notifications: before });
    vi.unstubAllGlobals();
  });
  await showPart(<Page />, createFakeHost({ role: 'member' }));
  await vi.waitFor(() => expect(shell.mute).toHaveBeenCalled());
  expect([shell.speak.mock.calls, shell.mute.mock.calls]).toEqual([[['de']], [[[]]]]);
  settings.set({ notifications: { ...before, goal_at_risk: false, conflict: false } });
  await vi.waitFor(() => expect(shell.mute).toHaveBeenLastCalledWith(['goal_at_risk', 'goal_off_track', 'conflict']));
});
