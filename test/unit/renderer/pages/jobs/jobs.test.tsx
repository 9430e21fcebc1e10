import { expect, it, vi } from 'vitest';
import { JobsPage } from '../../../../../apps/desktop/src/renderer/pages/jobs/index.tsx';
import { createFakeHost } from '../../../../fixtures/fake-host/service.ts';
import { appears, showPart } from '../../../../fixtures/page.tsx';

it('tells someone who isn’t an administrator whom to ask, and doesn’t ask the server to refuse', async () => {
  const host = createFakeHost({ role: 'member' });
  const jobs = vi.spyOn(host, 'jobs');
  await showPart(<JobsPage />, host);
  await appears(() => document.querySelector('h1')?.textContent === 'Jobs are for administrators');
  expect(jobs).not.toHaveBeenCalled();
  expect(document.querySelector('button')).toBeNull();
});
