import { afterEach, expect, it, vi } from 'vitest';
import { useTyped } from '../../../../apps/desktop/src/renderer/components/palette/use-typed.ts';
import { createFakeHost } from '../../../fixtures/fake-host/service.ts';
import { appears, byTestId, showPart } from '../../../fixtures/page.tsx';

/** What the page would do with a letter: log an activity. */
const page = vi.fn();
window.addEventListener('keydown', page);
afterEach(() => page.mockReset());

const field = () => byTestId('own');

function Opening({ isOpen }: { readonly isOpen: boolean }) {
  const [{ text, isEntered }] = useTyped(isOpen, field);
  return (
    <>
      <button type="button" data-testid="elsewhere" />
      <input data-testid="own" />
      <output>{`${text}${isEntered ? '⏎' : ''}`}</output>
    </>
  );
}

async function show(isOpen: boolean): Promise<void> {
  await showPart(<Opening isOpen={isOpen} />, createFakeHost({ role: 'member' }));
  await appears(() => byTestId('elsewhere'));
}

function press(key: string, how: KeyboardEventInit = {}, on = 'elsewhere'): KeyboardEvent {
  const event = new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...how });
  byTestId(on)?.dispatchEvent(event);
  return event;
}
const says = (text: string) => appears(() => document.querySelector('output')?.textContent === text);

it('letters typed while the palette opens arrive in it, every one, and do nothing else', async () => {
  await show(true);
  const pressed = 'alt marsh'.split('').map((letter) => press(letter));
  await says('alt marsh');
  expect(pressed.every(({ defaultPrevented }) => defaultPrevented)).toBe(true);
  expect(page).not.toHaveBeenCalled();
});

it('what was mistyped can be taken back, and Enter is kept until there is something to choose', async () => {
  await show(true);
  for (const key of ['Enter', 'a', 'b', 'Backspace', 'Enter']) press(key);
  await says('a⏎');
  press('c');
  await says('ac');
});

it('shortcuts, Esc and letters that an input method still puts together are left alone; what AltGr makes is a letter', async () => {
  await show(true);
  const left = [press('k', { ctrlKey: true }), press('Escape'), press('a', { isComposing: true }), press('Shift')];
  expect(left.some(({ defaultPrevented }) => defaultPrevented)).toBe(false);
  expect(page).toHaveBeenCalledTimes(4);
  press('@', { ctrlKey: true, altKey: true, modifierAltGraph: true });
  await says('@');
});

it('the field that has the focus takes its own keys', async () => {
  await show(true);
  expect(press('a', {}, 'own').defaultPrevented).toBe(false);
  press('b');
  await says('b');
});

it('a closed palette takes none', async () => {
  await show(false);
  expect(press('l').defaultPrevented).toBe(false);
  expect(page).toHaveBeenCalledOnce();
});
