import { fitOf, foldText, queryOf, searchWords } from '@fieldgoal/domain';
import type { ComponentType, ReactNode } from 'react';
import type { IconProps } from '../icons.tsx';

/** One line of the palette: what it says, and what happens when it is chosen. */
export interface PaletteItem {
  readonly id: string;
  readonly label: string;
  /** One quiet phrase after the label. */
  readonly detail?: string | undefined;
  /** At the right end. */
  readonly end?: ReactNode;
  readonly Icon: ComponentType<IconProps>;
  run(): void;
}

/** A command, found also by words that don't stand in its label. */
export interface Command extends PaletteItem {
  readonly group: string;
  readonly keywords?: string | undefined;
}

export interface PaletteGroup {
  readonly label: string;
  readonly items: readonly PaletteItem[];
  /** How many more there are than are shown. */
  readonly more?: number | undefined;
}

/** The commands with all the words typed, the best fitting first; all of them, in their own order, while nothing is typed. */
export function commandsFor(commands: readonly Command[], typed: string): readonly Command[] {
  const words = searchWords(typed);
  if (words.length === 0) return commands;
  const query = queryOf(words);
  return commands
    .flatMap((command) => {
      const fit = fitOf(` ${foldText(command.label)}`, ` ${foldText(command.keywords ?? '')}`, query);
      return fit === null ? [] : [{ command, fit }];
    })
    .sort((a, b) => a.fit - b.fit)
    .map(({ command }) => command);
}

/** Commands by their group, in the order the groups first come. */
export function groupCommands(commands: readonly Command[]): readonly PaletteGroup[] {
  return [...Map.groupBy(commands, ({ group }) => group)].map(([label, items]) => ({ label, items }));
}
