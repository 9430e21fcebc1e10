import { createContext, useContext } from 'react';

export type PaletteDialog = 'deal' | 'goal' | 'shortcuts';

interface PaletteControl {
  /** Opens the palette. */
  open(): void;
  /** Opens what it can open, without the way through it. */
  show(dialog: PaletteDialog): void;
}

export const PaletteContext = createContext<PaletteControl | null>(null);

/** The palette of the app around; throws outside of it, which is a bug of the caller. */
export function usePalette(): PaletteControl {
  const control = useContext(PaletteContext);
  if (control === null) throw new Error('usePalette needs a PaletteProvider above it');
  return control;
}
