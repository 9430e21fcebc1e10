import type { ActivityKind } from '@fieldgoal/domain';
import { Modal } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useRef, useState } from 'react';
import { usePageCommand } from '../lib/page-commands.tsx';
import { isAlone } from '../lib/shortcuts.ts';
import { useTRPC } from '../lib/trpc.ts';
import { t } from '../lib/words.ts';
import { logKindOf, logKinds } from './log-kinds.tsx';
import { showLogged } from './logged-notice.tsx';
import { notifyRefused } from './notify.ts';
import styles from './quick-log.module.css';
import { type LoggedActivity, ActivityNote } from './activity-note.tsx';

export interface QuickLog {
  /** Opens the menu of kinds. */
  readonly open: () => void;
  /** Logs an activity of a kind as done now. */
  readonly log: (kind: ActivityKind) => void;
}

const QuickLogContext = createContext<QuickLog | null>(null);

export function useQuickLog(): QuickLog {
  const quickLog = useContext(QuickLogContext);
  if (quickLog === null) throw new Error('useQuickLog needs a QuickLogProvider above it');
  return quickLog;
}

/** Two keystrokes log an activity from anywhere: L opens the menu, a second letter logs; a note or deal can be added afterwards. */
export function QuickLogProvider({ children }: { readonly children: ReactNode }) {
  const trpc = useTRPC();
  const { mutateAsync: save } = useMutation(trpc.activities.log.mutationOptions());
  const { mutateAsync: remove } = useMutation(trpc.activities.delete.mutationOptions());
  const [isOpen, setOpen] = useState(false);
  const [noted, setNoted] = useState<LoggedActivity | null>(null);

  const log = useCallback(
    (kind: ActivityKind) => {
      setOpen(false);
      const { label } = logKindOf(kind);
      save({ kind, subject: label, dealId: null, completedAt: new Date().toISOString() }).then(
        ({ id }) =>
          showLogged(t('{{kind}} logged.', { kind: label }), {
            addNote: () => setNoted({ id, subject: label }),
            undo: () => remove(id),
          }),
        (error: unknown) => notifyRefused(error, t('Not logged')),
      );
    },
    [save, remove],
  );
  useKeys(isOpen, setOpen, log);
  usePageCommand('log-activity', () => setOpen(true));
  const quickLog = useMemo(() => ({ open: () => setOpen(true), log }), [log]);
  return (
    <QuickLogContext value={quickLog}>
      {children}
      <Modal opened={isOpen} onClose={() => setOpen(false)} title={t('Log what you just did')} size={320}>
        <KindMenu onLog={log} />
      </Modal>
      <ActivityNote activity={noted} onClose={() => setNoted(null)} />
    </QuickLogContext>
  );
}

/** The second key counts from the moment the first was pressed, whether or not the menu is drawn yet. */
function useKeys(isOpen: boolean, setOpen: (isOpen: boolean) => void, log: (kind: ActivityKind) => void): void {
  const open = useRef(isOpen);
  useEffect(() => {
    open.current = isOpen;
  }, [isOpen]);
  useEffect(() => {
    const keyDown = (event: KeyboardEvent): void => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
      if (open.current) {
        const kind = logKinds().find(({ letter }) => letter.toLowerCase() === event.key.toLowerCase());
        if (kind === undefined) return;
        open.current = false;
        event.preventDefault();
        log(kind.value);
      } else if (isAlone(event, 'l')) {
        open.current = true;
        event.preventDefault();
        setOpen(true);
      }
    };
    window.addEventListener('keydown', keyDown);
    return () => window.removeEventListener('keydown', keyDown);
  }, [setOpen, log]);
}

function KindMenu({ onLog }: { readonly onLog: (kind: ActivityKind) => void }) {
  return (
    <div className={styles.kinds} role="menu" aria-label={t('Kinds of activity')}>
      {logKinds().map(({ value, label, letter, Icon }, index) => (
        <button
          key={value}
          type="button"
          role="menuitem"
          className={styles.kind}
          aria-keyshortcuts={letter}
          data-autofocus={index === 0 || undefined}
          data-testid={`log-${value}`}
          onClick={() => onLog(value)}
        >
          <Icon />
          <span className={styles.label}>{label}</span>
          <kbd className={styles.key}>{letter}</kbd>
        </button>
      ))}
    </div>
  );
}
