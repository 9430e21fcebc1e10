import { expect, it, vi } from 'vitest';
import { People } from '../../../../../apps/desktop/src/renderer/pages/admin/people.tsx';
import { createFakeHost } from '../../../../fixtures/fake-host/service.ts';
import { allByTestId, appears, byTestId, field, showPart, type } from '../../../../fixtures/page.tsx';

const MAYA = 'maya.lindqvist@acme.example';
const rowOf = (email: string) => document.querySelector<HTMLElement>(`[data-email="${email}"]`);
const openMenu = async (email: string, item: string): Promise<void> => {
  (await appears(() => rowOf(email)?.querySelector<HTMLElement>('[data-testid="person-menu"]'))).click();
  (await appears(() => byTestId(item))).click();
};

it('the link of an invitation is shown once: after closing, only that the invitation is open', async () => {
  await showPart(<People />, createFakeHost({ role: 'admin' }));
  (await appears(() => byTestId('invite'))).click();
  type(await appears(() => field('E-mail')), 'nora@acme.example');
  type(await appears(() => field('Name')), 'Nora Newman');
  (await appears(() => byTestId('invite-submit'))).click();
  const link = await appears(() => document.querySelector<HTMLInputElement>('[data-testid="invitation-link"]'));
  expect(link.value).toMatch(/^https:\/\/goals\.example\.com\/invitation#main\./);

  [...document.querySelectorAll('button')].find((button) => button.textContent === 'Done')?.click();
  await appears(() => byTestId('invitation-link') === null);
  await appears(() => byTestId('invitation-row')?.textContent?.includes('Nora Newman'));
  expect(document.documentElement.innerHTML).not.toContain('invitation#');
});

it('an invitation that is taken back is no longer open', async () => {
  const host = createFakeHost({ role: 'admin' });
  await host.admin.invite({ email: 'nora@acme.example', name: 'Nora Newman', role: 'member', teamId: null, days: 7 });
  await showPart(<People />, host);
  (await appears(() => byTestId('take-back'))).click();
  await appears(() => byTestId('invitation-row') === null);
});

it('locking asks first and says what happens; nothing happens before the answer', async () => {
  const host = createFakeHost({ role: 'admin' });
  const setLocked = vi.spyOn(host.admin, 'setLocked');
  await showPart(<People />, host);
  await openMenu(MAYA, 'person-lock');
  const confirm = await appears(() => byTestId('confirm'));
  expect(document.querySelector('[role="dialog"]')?.textContent).toContain('signed out on every device at once');
  expect(setLocked).not.toHaveBeenCalled();
  confirm.click();
  await appears(() => rowOf(MAYA)?.textContent?.includes('Locked'));
  expect(setLocked).toHaveBeenCalledExactlyOnceWith(MAYA, true);
});

it('nobody is offered to lock their own account', async () => {
  const host = createFakeHost({ role: 'admin' });
  const session = await host.session();
  const own = (await host.admin.people()).find(({ memberId }) => session.state === 'signed_in' && memberId === session.memberId);
  if (own === undefined) throw new Error('the admin has an account');
  await showPart(<People />, host);
  (await appears(() => rowOf(own.email)?.querySelector<HTMLElement>('[data-testid="person-menu"]'))).click();
  await appears(() => byTestId('person-devices'));
  expect(byTestId('person-lock')).toBeNull();
});

it('a person is signed out of one device, then everywhere', async () => {
  await showPart(<People />, createFakeHost({ role: 'admin' }));
  await openMenu(MAYA, 'person-devices');
  await appears(() => allByTestId('device-row').length === 2);
  document.querySelector<HTMLElement>('[aria-label="Sign out of Desktop"]')?.click();
  await appears(() => allByTestId('device-row').length === 1);
  expect(byTestId('device-row')?.textContent).toContain('ThinkPad');
  byTestId('sign-out-everywhere')?.click();
  await appears(() => document.body.textContent?.includes('is signed in nowhere'));
});

it('what the server refuses is said in its words, and what was typed stays', async () => {
  await showPart(<People />, createFakeHost({ role: 'admin' }));
  (await appears(() => byTestId('invite'))).click();
  type(await appears(() => field('E-mail')), MAYA);
  type(await appears(() => field('Name')), 'Maya');
  (await appears(() => byTestId('invite-submit'))).click();
  const alert = await appears(() => document.querySelector('[role="dialog"] [role="alert"]'));
  expect(alert.textContent).toContain(`${MAYA} has an account already.`);
  expect(field('E-mail')?.value).toBe(MAYA);
});

it('without the server it says so and asks again when told to', async () => {
  const host = createFakeHost({ role: 'admin' });
  vi.spyOn(host.admin, 'people').mockRejectedValueOnce(new Error('The server at http://127.0.0.1:4600 can’t be reached.'));
  await showPart(<People />, host);
  await appears(() => document.body.textContent?.includes('can’t be reached'));
  [...document.querySelectorAll('button')].find((button) => button.textContent === 'Try again')?.click();
  await appears(() => rowOf(MAYA));
});

it('what the server said last stays in sight, and is called so, when the server goes away', async () => {
  const host = createFakeHost({ role: 'admin' });
  await host.admin.invite({ email: 'nora@acme.example', name: 'Nora Newman', role: 'member', teamId: null, days: 7 });
  await showPart(<People />, host);
  const takeBack = await appears(() => byTestId('take-back'));
  vi.spyOn(host.admin, 'people').mockRejectedValue(new Error('The server at http://127.0.0.1:4600 can’t be reached.'));
  takeBack.click();
  await appears(() => document.body.textContent?.includes('This is what the server said last.'));
  expect(rowOf(MAYA)).not.toBeNull();
});
