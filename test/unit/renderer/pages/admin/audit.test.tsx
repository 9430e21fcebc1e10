import { afterEach, expect, it, vi } from 'vitest';
import { setLanguage } from '../../../../../apps/desktop/src/renderer/lib/i18n.ts';
import { Audit } from '../../../../../apps/desktop/src/renderer/pages/admin/audit.tsx';
import { parseAdminSearch } from '../../../../../apps/desktop/src/renderer/pages/admin/admin-tabs.ts';
import { createFakeHost } from '../../../../fixtures/fake-host/service.ts';
import { allByTestId, appears, byTestId, field, showPart, type } from '../../../../fixtures/page.tsx';

afterEach(() => setLanguage('en'));

it('"Show more" goes on where the page ended, until the first entry', async () => {
  await showPart(<Audit />, createFakeHost({ role: 'admin' }));
  await appears(() => allByTestId('audit-entry').length === 50);
  byTestId('audit-more')?.click();
  await appears(() => allByTestId('audit-entry').length === 100);
  byTestId('audit-more')?.click();
  await appears(() => allByTestId('audit-entry').length === 132);
  const positions = allByTestId('audit-entry').map((row) => Number(row.querySelector('td')?.textContent));
  expect(positions).toEqual(Array.from({ length: 132 }, (_, index) => 132 - index));
  expect(byTestId('audit-more')).toBeNull();
});

it('a whole log is said to be whole, with how many entries and the head to keep', async () => {
  await showPart(<Audit />, createFakeHost({ role: 'admin' }));
  (await appears(() => byTestId('verify-audit'))).click();
  expect((await appears(() => byTestId('audit-verdict'))).textContent).toBe(
    'The log is whole: 132 entries, none changed and none missing.',
  );
  expect(document.querySelector<HTMLInputElement>('[data-testid="audit-head"]')?.value).toMatch(/^132:[0-9a-f]{64}$/);
});

it('a broken log is said to break where it breaks first, and no head is offered', async () => {
  const host = createFakeHost({ role: 'admin' });
  vi.spyOn(host.admin, 'verifyAudit').mockResolvedValue({ ok: false, position: 57, problem: 'the entry is not what was written' });
  await showPart(<Audit />, host);
  (await appears(() => byTestId('verify-audit'))).click();
  expect((await appears(() => byTestId('audit-verdict'))).textContent).toContain(
    'The log breaks first at entry 57: the entry is not what was written.',
  );
  expect(byTestId('audit-head')).toBeNull();
});

it('a broken log is said to break in German too', async () => {
  const host = createFakeHost({ role: 'admin' });
  vi.spyOn(host.admin, 'verifyAudit').mockResolvedValue({ ok: false, position: 57, problem: 'entry 56 is gone' });
  setLanguage('de');
  await showPart(<Audit />, host);
  (await appears(() => byTestId('verify-audit'))).click();
  expect((await appears(() => byTestId('audit-verdict'))).textContent).toContain('Eintrag 56 ist weg');
});

it('a head that was kept is given to the server to compare', async () => {
  const host = createFakeHost({ role: 'admin' });
  const verifyAudit = vi.spyOn(host.admin, 'verifyAudit');
  await showPart(<Audit />, host);
  const kept = `12:${'a'.repeat(64)}`;
  type(await appears(() => field('Head kept from an earlier verification')), kept);
  byTestId('verify-audit')?.click();
  await appears(() => byTestId('audit-verdict')?.textContent?.includes('still contains everything up to the head you gave'));
  expect(verifyAudit).toHaveBeenCalledExactlyOnceWith(kept);
});

it('an unknown tab in the address is the people', () => {
  expect(parseAdminSearch({ tab: 'keys' })).toEqual({ tab: 'keys' });
  expect(parseAdminSearch({ tab: 'people' })).toEqual({});
  expect(parseAdminSearch({ tab: 'nonsense' })).toEqual({});
});
