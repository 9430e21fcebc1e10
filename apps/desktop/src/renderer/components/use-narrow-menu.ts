import { type MouseEvent, type RefObject, useEffect, useState } from 'react';

interface NarrowMenu {
  readonly isOpen: boolean;
  readonly toggle: () => void;
  /** Of a click inside the menu: a page was chosen, and it is where one is now. */
  readonly closeAfterLink: (event: MouseEvent) => void;
}

/** The pages behind a button, where the window is narrow. The page below is never reached while it is covered, and Escape leads back to the button. */
export function useNarrowMenu(button: RefObject<HTMLButtonElement | null>): NarrowMenu {
  const [isOpen, setOpen] = useState(false);
  useEffect(() => {
    if (!isOpen) return;
    const keyDown = (event: KeyboardEvent): void => {
      if (event.key !== 'Escape' || event.defaultPrevented) return;
      setOpen(false);
      button.current?.focus();
    };
    const focusIn = ({ target }: FocusEvent): void => {
      if (target instanceof Element && target.closest('#page') !== null) setOpen(false);
    };
    document.addEventListener('keydown', keyDown);
    document.addEventListener('focusin', focusIn);
    return () => {
      document.removeEventListener('keydown', keyDown);
      document.removeEventListener('focusin', focusIn);
    };
  }, [isOpen, button]);
  return {
    isOpen,
    toggle: () => setOpen((was) => !was),
    closeAfterLink: ({ target }) => {
      if (isOpen && target instanceof Element && target.closest('a') !== null) document.getElementById('page')?.focus();
    },
  };
}
