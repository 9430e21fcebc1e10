/** Whether a key, alone, is meant for the app: not typed into a field, not taken by what has the focus, and no dialog is open. */
export function isShortcut(event: KeyboardEvent, key: string): boolean {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.key.toLowerCase() !== key) return false;
  const { target } = event;
  if (target instanceof Element && target.closest(TYPED_INTO) !== null) return false;
  return document.querySelector('[role="dialog"], [role="alertdialog"]') === null;
}

const TYPED_INTO =
  'input:not([type="checkbox"], [type="radio"], [type="button"], [type="submit"]), textarea, select, [contenteditable="true"], [role="listbox"], [role="menu"]';
