import { type ReactNode, useEffect, useMemo, useState } from 'react';
import { usePageCommand } from '../../lib/page-commands.tsx';
import { isTextField, shortcutOf } from '../../lib/shortcuts.ts';
import { EditNotices } from '../undo/edit-notices.tsx';
import { useUndo } from '../undo/use-undo.ts';
import { Palette } from './palette.tsx';
import { PaletteContext, type PaletteDialog } from './palette-context.ts';
import { PaletteDialogs } from './palette-dialogs.tsx';

/** The palette, what it opens, and the keys that work on every page. */
export function PaletteProvider({ children }: { readonly children: ReactNode }) {
  const [isOpen, setOpen] = useState(false);
  const [dialog, setDialog] = useState<PaletteDialog | null>(null);
  const control = useMemo(() => ({ open: () => setOpen(true), show: setDialog }), []);
  useShortcuts({ onPalette: () => setOpen(!isOpen), onHelp: () => setDialog('shortcuts') });
  usePageCommand('palette', control.open);
  usePageCommand('shortcuts', () => setDialog('shortcuts'));
  // From menu and tray, where the page shown has nothing nearer.
  usePageCommand('find', control.open, true);
  usePageCommand('new-goal', () => setDialog('goal'), true);
  return (
    <PaletteContext value={control}>
      {children}
      <Palette isOpen={isOpen} onClose={() => setOpen(false)} />
      <EditNotices />
      <PaletteDialogs dialog={dialog} onClose={() => setDialog(null)} />
    </PaletteContext>
  );
}

function useShortcuts({ onPalette, onHelp }: { readonly onPalette: () => void; readonly onHelp: () => void }): void {
  const { undo, redo } = useUndo();
  usePageCommand('undo', () => undo());
  usePageCommand('redo', () => redo());
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.defaultPrevented) return;
      const id = shortcutOf(event, isTextField(event.target));
      if (id === null) return;
      event.preventDefault();
      ({ palette: onPalette, shortcuts: onHelp, undo: () => undo(), redo: () => redo() })[id]();
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  });
}
