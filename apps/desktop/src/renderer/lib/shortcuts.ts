import { t } from './words.ts';

/** Keys as they are pressed together; `mod` is ⌘ on Apple's machines and Ctrl elsewhere. */
export interface Shortcut {
  readonly id: 'palette' | 'undo' | 'redo' | 'shortcuts';
  /** One of these is enough. */
  readonly keys: readonly string[];
  /** Also while a text is being typed. */
  readonly inText: boolean;
}

const SHORTCUTS: readonly Shortcut[] = [
  { id: 'palette', keys: ['mod+k'], inText: true },
  { id: 'undo', keys: ['mod+z'], inText: false },
  { id: 'redo', keys: ['mod+shift+z', 'mod+y'], inText: false },
  { id: 'shortcuts', keys: ['?'], inText: false },
];

type Pressed = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey'>;

/** Which shortcut these keys are; null for none, and in a text field for those that mean something else there. */
export function shortcutOf(pressed: Pressed, isInText: boolean): Shortcut['id'] | null {
  const text = keysOf(pressed);
  return SHORTCUTS.find(({ keys, inText }) => keys.includes(text) && (inText || !isInText))?.id ?? null;
}

function keysOf({ key, ctrlKey, metaKey, shiftKey, altKey }: Pressed): string {
  const isLetter = /^\p{L}$/u.test(key);
  return [ctrlKey || metaKey ? 'mod' : '', altKey ? 'alt' : '', shiftKey && isLetter ? 'shift' : '', key.toLowerCase()]
    .filter(Boolean)
    .join('+');
}

const WITHOUT_TEXT: readonly string[] = ['checkbox', 'radio', 'button', 'submit', 'range', 'color', 'file'];

/** Where the platform's own undo is meant, and letters are letters. */
export function isTextField(target: EventTarget | null): boolean {
  if (target instanceof HTMLInputElement) return !WITHOUT_TEXT.includes(target.type);
  return (
    target instanceof HTMLTextAreaElement ||
    target instanceof HTMLSelectElement ||
    (target instanceof HTMLElement && target.isContentEditable)
  );
}

/** Whether a key, alone, is meant for the app: not typed into a field, not taken by what has the focus, and no dialog is open. */
export function isAlone(event: KeyboardEvent, key: string): boolean {
  if (event.defaultPrevented || keysOf(event) !== key || isTextField(event.target)) return false;
  if (event.target instanceof Element && event.target.closest(TAKES_LETTERS) !== null) return false;
  return document.querySelector(OPEN_DIALOG) === null;
}

const TAKES_LETTERS = '[role=listbox],[role=menu]';
const OPEN_DIALOG = '[role=dialog],[role=alertdialog]';

/** How a key is written on this machine: "⌘", "Ctrl", "K". */
export function keyLabels(keys: string, isApple: boolean): readonly string[] {
  const names: Readonly<Record<string, string>> = {
    mod: isApple ? '⌘' : t('Ctrl'),
    shift: isApple ? '⇧' : t('Shift'),
    alt: isApple ? '⌥' : t('Alt'),
    enter: t('Enter', { context: 'key' }),
    esc: t('Esc'),
    up: t('Up', { context: 'key' }),
    down: t('Down', { context: 'key' }),
    left: t('Left', { context: 'key' }),
    right: t('Right', { context: 'key' }),
    tab: t('Tab'),
    space: t('Space', { context: 'key' }),
  };
  return keys.split('+').map((key) => names[key] ?? key.toUpperCase());
}

export function isApple(): boolean {
  return /mac|iphone|ipad/i.test(navigator.userAgent);
}
