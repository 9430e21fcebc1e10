import { useLayoutEffect, useState } from 'react';

/** What was typed into the palette: the text, and whether Enter came after it and still waits for what it chooses. */
export interface Typed {
  readonly text: string;
  readonly isEntered: boolean;
}

const NOTHING: Typed = { text: '', isEntered: false };
/** Characters. */
export const MOST_TYPED = 200;

/**
 * What is typed from the moment the palette is asked for. Until its field is there and has the focus, keys go to whatever had it: they are
 * caught on their way and put into the text, and do nothing else. `field` finds the field, which takes its own keys.
 */
export function useTyped(isOpen: boolean, field: () => Element | null): readonly [Typed, (typed: Typed) => void] {
  const [typed, setTyped] = useState(NOTHING);
  // Before the page hears of another key.
  useLayoutEffect(() => {
    if (!isOpen) return;
    setTyped(NOTHING);
    const keyDown = (event: KeyboardEvent): void => {
      const change = event.target === field() ? null : changeOf(event);
      if (change === null) return;
      event.preventDefault();
      event.stopPropagation();
      setTyped(change);
    };
    window.addEventListener('keydown', keyDown, true);
    return () => window.removeEventListener('keydown', keyDown, true);
  }, [isOpen, field]);
  return [typed, setTyped];
}

/** What a key does to the text; null for one that does nothing to it: shortcuts, Esc, and letters an input method still puts together. */
function changeOf(event: KeyboardEvent): ((before: Typed) => Typed) | null {
  const { key, isComposing } = event;
  const isShortcut = (event.ctrlKey || event.metaKey) && !event.getModifierState('AltGraph');
  if (isComposing || isShortcut) return null;
  if (key === 'Enter') return ({ text }) => ({ text, isEntered: text !== '' });
  if (key === 'Backspace') return ({ text }) => ({ text: text.slice(0, -1), isEntered: false });
  // Named keys (Tab, ArrowDown, F5) have longer names than any character.
  if (!/^.$/u.test(key)) return null;
  return ({ text }) => ({ text: `${text}${key}`.slice(0, MOST_TYPED), isEntered: false });
}
