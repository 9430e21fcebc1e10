import { type MantineColorScheme, useMantineColorScheme } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useSession } from '../../lib/session.ts';
import { useTRPC } from '../../lib/trpc.ts';
import { t, tn } from '../../lib/words.ts';
import {
  DealIcon,
  GoalIcon,
  InfoIcon,
  MoonIcon,
  PlusIcon,
  RedoIcon,
  RetryIcon,
  ScreenIcon,
  SignOutIcon,
  SunIcon,
  UndoIcon,
} from '../icons.tsx';
import { notifyDone, notifyRefused } from '../notify.ts';
import { useQuickLog } from '../quick-log.tsx';
import { pagesFor } from '../sidebar.tsx';
import { useUndo } from '../undo/use-undo.ts';
import type { Command } from './item.ts';
import { usePalette } from './palette-context.ts';

const SCHEMES = [
  { value: 'light', Icon: SunIcon },
  { value: 'dark', Icon: MoonIcon },
  { value: 'auto', Icon: ScreenIcon },
] as const;

function schemeLabel(value: MantineColorScheme): string {
  return { light: t('Appearance: light'), dark: t('Appearance: dark'), auto: t('Appearance: as the system') }[value];
}

/** Everything that can be done from anywhere, for this person. */
export function useCommands(): readonly Command[] {
  const trpc = useTRPC();
  const session = useSession();
  const navigate = useNavigate();
  const palette = usePalette();
  const quickLog = useQuickLog();
  const { undo, redo } = useUndo();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const { mutate: signOut } = useMutation(
    trpc.session.signOut.mutationOptions({ onError: (error) => notifyRefused(error, t('Not signed out')) }),
  );
  const { mutate: recalculate } = useMutation(
    trpc.goals.recalculate.mutationOptions({
      onSuccess: ({ changed }) =>
        notifyDone(
          changed === 0
            ? t('All goals counted again: every number was right.')
            : tn(changed, 'All goals counted again: {{count}} number changed.', 'All goals counted again: {{count}} numbers changed.'),
        ),
      onError: (error) => notifyRefused(error, t('Not recalculated')),
    }),
  );

  return useMemo(() => {
    const pages = pagesFor(session).map(
      ({ to, label, Icon }): Command => ({
        id: to,
        group: t('Go to'),
        label,
        keywords: t('page open'),
        Icon,
        run: () => void navigate({ to }),
      }),
    );
    const schemes = SCHEMES.filter(({ value }) => value !== colorScheme).map(
      ({ value, Icon }): Command => ({
        id: `scheme-${value}`,
        group: t('Do'),
        label: schemeLabel(value),
        keywords: t('theme colour color scheme mode'),
        Icon,
        run: () => setColorScheme(value),
      }),
    );
    return [
      {
        id: 'log',
        group: t('Do'),
        label: t('Log an activity'),
        keywords: t('call email meeting visit demo add'),
        Icon: PlusIcon,
        run: quickLog.open,
      },
      { id: 'deal', group: t('Do'), label: t('Add a deal'), keywords: t('new create'), Icon: DealIcon, run: () => palette.show('deal') },
      {
        id: 'goal',
        group: t('Do'),
        label: t('New goal'),
        keywords: t('add create target'),
        Icon: GoalIcon,
        run: () => palette.show('goal'),
      },
      ...pages,
      { id: 'undo', group: t('Do'), label: t('Undo the last edit'), keywords: t('take back revert'), Icon: UndoIcon, run: () => undo() },
      { id: 'redo', group: t('Do'), label: t('Redo the edit undone last'), keywords: t('again repeat'), Icon: RedoIcon, run: () => redo() },
      {
        id: 'recalculate',
        group: t('Do'),
        label: t('Recalculate all goals'),
        keywords: t('count again refresh'),
        Icon: RetryIcon,
        run: () => recalculate(),
      },
      ...schemes,
      {
        id: 'shortcuts',
        group: t('Do'),
        label: t('Keyboard shortcuts'),
        keywords: t('keys help'),
        Icon: InfoIcon,
        run: () => palette.show('shortcuts'),
      },
      { id: 'sign-out', group: t('Do'), label: t('Sign out'), keywords: t('leave log out'), Icon: SignOutIcon, run: () => signOut() },
    ];
  }, [session, navigate, palette, quickLog, colorScheme, setColorScheme, signOut, recalculate, undo, redo]);
}
