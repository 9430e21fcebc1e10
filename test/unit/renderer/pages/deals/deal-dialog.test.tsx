import { expect, it, vi } from 'vitest';
import { DealDialog } from '../../../../../apps/desktop/src/renderer/pages/deals/deal-dialog.tsx';
import { createFakeHost } from '../../../../fixtures/fake-host/service.ts';
import { appears, byTestId, field, showPart, type } from '../../../../fixtures/page.tsx';

function name(): HTMLInputElement {
  const input = field('Name');
  if (input === null) throw new Error('the dialog has no name');
  return input;
}

async function show(role: 'member' | 'admin', choose: 'first' | 'missing', mayEdit = true) {
  const host = createFakeHost({ role });
  const [first] = host.deals({ show: 'open', limit: 1 }).rows;
  if (first === undefined) throw new Error('no deals');
  if (!mayEdit) vi.spyOn(host, 'deal').mockReturnValue({ ...first, mayEdit: false });
  const update = vi.spyOn(host, 'updateDeal');
  const onClose = vi.fn();
  const dealId = choose === 'first' ? first.id : '01MISSING';
  await showPart(<DealDialog dealId={dealId} directory={host.directory()} onClose={onClose} />, host);
  return { deal: first, update, onClose };
}

it('opens the deal that the address names, saves what was changed and nothing else, and closes', async () => {
  const { deal, update, onClose } = await show('member', 'first');
  await appears(() => byTestId('deal-dialog'));
  expect(name().value).toBe(deal.name);
  type(name(), 'Renamed');
  await appears(() => name().value === 'Renamed');
  byTestId('deal-save')?.click();
  await vi.waitFor(() => expect(onClose).toHaveBeenCalledOnce());
  expect(update.mock.calls).toEqual([[deal.id, { name: 'Renamed' }]]);
});

it('keeps what was typed where the host refuses it, and says why', async () => {
  const { update, onClose } = await show('member', 'first');
  update.mockImplementation(() => {
    throw new Error('This device could not store the change.');
  });
  await appears(() => byTestId('deal-dialog'));
  type(name(), 'Renamed');
  byTestId('deal-save')?.click();
  expect((await appears(() => document.querySelector('[role="alert"]'))).textContent).toContain('could not store');
  expect(name().value).toBe('Renamed');
  expect(onClose).not.toHaveBeenCalled();
});

it('can be looked at by those who may not change it, with whose it is', async () => {
  const { deal } = await show('admin', 'first', false);
  expect((await appears(() => byTestId('deal-dialog'))).textContent).toContain(`This deal belongs to ${deal.ownerName}`);
  expect(byTestId('deal-save')).toBeNull();
  expect(name().readOnly).toBe(true);
});

it('says clearly that a deal isn’t on this device, and what that may mean', async () => {
  const { onClose } = await show('member', 'missing');
  const told = await appears(() => byTestId('deal-not-here'));
  expect(told.textContent).toContain(
    'This deal isn’t on this device. It may have been deleted, belong to someone whose work you don’t see',
  );
  told.querySelector('button')?.click();
  expect(onClose).toHaveBeenCalledOnce();
});
