import { memo } from 'react';
import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { MoveRow } from '../../../host/views/dashboard.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { GoalIcon } from '../../components/icons.tsx';
import { logKindOf } from '../../components/log-kinds.tsx';
import { useQuickLog } from '../../components/quick-log.tsx';
import { Section } from '../../components/section.tsx';
import { formatPercent } from '../../lib/format.ts';
import { moreWords } from '../../lib/gap-words.ts';
import { t } from '../../lib/words.ts';
import { ClosingDeal } from './closing-soon.tsx';
import styles from './rows.module.css';

/** What moves my goals most, and one click to do it (rule D7). */
export const Moves = memo(function Moves({ moves, today }: { readonly moves: readonly MoveRow[]; readonly today: string }) {
  return (
    <Section title={t('What moves my goals most')} isFlush>
      {moves.length === 0 ? (
        <EmptyState
          icon={<GoalIcon size={20} />}
          title={t('Nothing stands out today')}
          action={
            <Button variant="default" component={Link} to="/deals">
              {t('Look through my deals')}
            </Button>
          }
        >
          {t(
            'Open deals with an expected close date, and activities your goals ask for, are ranked here by how much of a goal they close.',
          )}
        </EmptyState>
      ) : (
        moves.map((move) =>
          move.kind === 'deal' ? (
            <ClosingDeal key={move.id} deal={move.deal} today={today} why={pullWords(move)} />
          ) : (
            <ActivityMove key={move.id} move={move} />
          ),
        )
      )}
    </Section>
  );
});

function ActivityMove({ move }: { readonly move: Extract<MoveRow, { kind: 'activity' }> }) {
  const { log, open } = useQuickLog();
  const kind = move.activityKind === null ? null : logKindOf(move.activityKind);
  return (
    <div className={styles.row} data-testid="move-activity">
      <div className={styles.words}>
        <span className={styles.title}>{t('{{what}} today', { what: moreWords(move.count, move.activityKind ?? 'activity') })}</span>
        <span className={styles.note}>{move.goalNames.join(' · ')}</span>
      </div>
      <Button
        variant="default"
        size="compact-xs"
        leftSection={kind === null ? undefined : <kind.Icon size={14} />}
        onClick={() => (kind === null ? open() : log(kind.value))}
        data-testid="move-log"
      >
        {kind === null ? t('Log', { context: 'verb' }) : t('Log {{kind}}', { kind: kind.label })}
      </Button>
    </div>
  );
}

/** Why it stands here: the share of the gap it can be expected to close. */
function pullWords({ pull, goalNames }: MoveRow): string {
  const [first, ...others] = goalNames;
  const share = formatPercent(Math.min(pull, 1));
  if (first === undefined) return '';
  return others.length === 0
    ? t('{{share}} of the gap in {{goal}}', { share, goal: first })
    : t('moves {{goals}}', { goals: goalNames.join(', ') });
}
