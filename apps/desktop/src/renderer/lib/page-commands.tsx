import { createContext, type ReactNode, type RefObject, useContext, useEffect, useRef, useState } from 'react';
import type { PageCommand } from '../../bridge/commands.ts';

type Doer = () => void;

/** Who does a command on the page that is shown: the part that said so last; one that only stands in, when there is no other. */
export interface PageCommands {
  offer(command: PageCommand, doer: Doer, standsIn?: boolean): () => void;
  /** Whether somebody did it at once. */
  run(command: PageCommand): boolean;
  /** Has the next part do it that can; forgotten when another command is given, so that it surprises nobody later. */
  runNext(command: PageCommand): void;
}

export function createPageCommands(): PageCommands {
  const doers = new Map<PageCommand, Doer[]>();
  let waiting: PageCommand | null = null;
  return {
    offer(command, doer, standsIn = false) {
      const others = doers.get(command) ?? [];
      doers.set(command, standsIn ? [doer, ...others] : [...others, doer]);
      if (waiting === command) {
        waiting = null;
        doer();
      }
      return () =>
        doers.set(
          command,
          (doers.get(command) ?? []).filter((other) => other !== doer),
        );
    },
    run(command) {
      const doer = doers.get(command)?.at(-1);
      waiting = null;
      doer?.();
      return doer !== undefined;
    },
    runNext(command) {
      waiting = command;
    },
  };
}

const Context = createContext<PageCommands | null>(null);

export function PageCommandsProvider({ commands, children }: { readonly commands: PageCommands; readonly children: ReactNode }) {
  return <Context value={commands}>{children}</Context>;
}

/** Does a command of menu, tray or keyboard while this part is shown. Without a provider (a part alone in a test) it does nothing. */
export function usePageCommand(command: PageCommand, doer: Doer, standsIn = false): void {
  const commands = useContext(Context);
  const latest = useRef(doer);
  useEffect(() => {
    latest.current = doer;
  });
  useEffect(() => commands?.offer(command, () => latest.current(), standsIn), [commands, command, standsIn]);
}

export function usePageCommands(): PageCommands {
  const [commands] = useState(createPageCommands);
  return commands;
}

/** The field that "Find" goes to. */
export function useFindField(): RefObject<HTMLInputElement | null> {
  const field = useRef<HTMLInputElement>(null);
  usePageCommand('find', () => {
    field.current?.focus();
    field.current?.select();
  });
  return field;
}
