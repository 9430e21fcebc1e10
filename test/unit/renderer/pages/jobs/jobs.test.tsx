import { afterEach, expect, it, vi } from 'vitest';
import { setLanguage } from '../../../../../apps/desktop/src/renderer/lib/i18n.ts';
import { JobsPage } from '../../../../../apps/desktop/src/renderer/pages/jobs/index.tsx';
import { createFakeHost } from '../../../../fixtures/fake-host/service.ts';
import { allByTestId, appears, showPart } from '../../../../fixtures/page.tsx';

afterEach(() => setLanguage('en'));

it('tells someone who isn’t an administrator whom to ask, and doesn’t ask the server to refuse', async () => {
  const host = createFakeHost({ role: 'member' });
  const jobs = vi.spyOn(host, 'jobs');
  await showPart(<JobsPage />, host);
  await appears(() => document.querySelector('h1')?.textContent === 'Jobs are for administrators');
  expect(jobs).not.toHaveBeenCalled();
  expect(document.querySelector('button')).toBeNull();
});

it('says in German what came of a job', async () => {
  const host = createFakeHost({ role: 'admin' });
  const [job] = await host.jobs();
  if (job === undefined) throw new Error('no jobs');
  vi.spyOn(host, 'jobs').mockResolvedValue([
    { ...job, lastResult: '12 snapshots of 3 days.' },
    {
      ...job,
      name: 'series',
      lastOk: false,
      lastResult:
        '3 goals of 1 recurring made. 1 recurring goal could not be brought up to date: goals G1: periodStart is "1899-12-31": no such day between 1900 and 2200.',
    },
  ]);
  setLanguage('de');
  await showPart(<JobsPage />, host);
  await appears(() => allByTestId('job-result').length === 2);
  expect(allByTestId('job-result').map(({ textContent }) => textContent)).toEqual([
    '12 Stände von 3 Tagen.',
    '3 Ziele aus 1 wiederkehrenden angelegt. 1 wiederkehrendes Ziel ließ sich nicht nachführen: Ziele G1: periodStart ("1899-12-31"): diesen Tag gibt es zwischen 1900 und 2200 nicht.',
  ]);
});
