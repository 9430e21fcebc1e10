import { expect, it, vi } from 'vitest';
import { Keys } from '../../../../../apps/desktop/src/renderer/pages/admin/keys.tsx';
import { createFakeHost } from '../../../../fixtures/fake-host/service.ts';
import { appears, byTestId, choose, field, showPart, type } from '../../../../fixtures/page.tsx';

const rowOf = (name: string) => document.querySelector<HTMLElement>(`[data-key="${name}"]`);

it('the token and the webhook secret of a new key are shown once', async () => {
  await showPart(<Keys />, createFakeHost({ role: 'admin' }));
  (await appears(() => byTestId('make-key'))).click();
  type(await appears(() => field('Name')), 'Data warehouse');
  await choose('Acts for', 'Maya Lindqvist');
  field('Send signed events of a CRM')?.click();
  (await appears(() => document.querySelector<HTMLButtonElement>('[data-testid="make-key-submit"]:not([disabled])'))).click();
  const token = await appears(() => document.querySelector<HTMLInputElement>('[data-testid="key-token"]'));
  expect(token.value).toMatch(/^fgk_/);
  expect(document.querySelector<HTMLInputElement>('[data-testid="key-secret"]')?.value).toMatch(/^whsec_/);

  [...document.querySelectorAll('button')].find((button) => button.textContent === 'Done')?.click();
  await appears(() => byTestId('key-token') === null && rowOf('Data warehouse'));
  expect(document.documentElement.innerHTML).not.toMatch(/fgk_|whsec_/);
});

it('revoking asks first; a revoked key stays listed without the button', async () => {
  const host = createFakeHost({ role: 'admin' });
  const revokeKey = vi.spyOn(host.admin, 'revokeKey');
  await showPart(<Keys />, host);
  (await appears(() => rowOf('CRM')?.querySelector<HTMLElement>('[data-testid="key-revoke"]'))).click();
  const confirm = await appears(() => byTestId('confirm'));
  expect(document.querySelector('[role="dialog"]')?.textContent).toContain('can’t be undone');
  expect(revokeKey).not.toHaveBeenCalled();
  confirm.click();
  await appears(() => rowOf('CRM')?.textContent?.includes('Revoked'));
  expect(revokeKey).toHaveBeenCalledOnce();
  expect(rowOf('CRM')?.querySelector('[data-testid="key-revoke"]')).toBeNull();
});
