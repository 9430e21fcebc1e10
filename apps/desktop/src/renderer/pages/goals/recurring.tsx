import { Button, Group, Menu, Modal, Stack, Text, ActionIcon } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import type { SeriesChange } from '../../../host/service.ts';
import type { SeriesRow } from '../../../host/views/series.ts';
import { AmountInput } from '../../components/amount-input.tsx';
import { DateField } from '../../components/date-field.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { GoalIcon, MoreIcon } from '../../components/icons.tsx';
import { notifyDone, notifyRefused } from '../../components/notify.ts';
import { PageHeader } from '../../components/page-header.tsx';
import { LoadFailed, Loading } from '../../components/query-states.tsx';
import { errorText } from '../../lib/error-text.ts';
import { formatAmount, formatDate } from '../../lib/format.ts';
import { goalMeasureWords } from '../../lib/goal-words.ts';
import { parseAmount } from '../../lib/parse-amount.ts';
import { useSession } from '../../lib/session.ts';
import { useTRPC } from '../../lib/trpc.ts';
import { CreateGoal } from './create-goal.tsx';
import { everyWords } from './period-words.ts';
import styles from './recurring.module.css';
import table from '../../components/table.module.css';
import { t, tn } from '../../lib/words.ts';

/** Recurring goals: what they make, and retargeting, pausing, resuming and ending them. */
export function RecurringPage() {
  const trpc = useTRPC();
  const series = useQuery(trpc.goals.series.queryOptions());
  const rows = series.data;
  return (
    <>
      <PageHeader
        title={t('Recurring goals')}
        subtitle={t('The server makes each period’s goal, through the next one. A new target counts for goals that haven’t begun.')}
        actions={
          <>
            <Button variant="default" component={Link} to="/goals">
              {t('All goals')}
            </Button>
            <CreateGoal />
          </>
        }
      />
      {rows === undefined ? (
        series.isError ? (
          <LoadFailed error={series.error} onRetry={() => void series.refetch()} />
        ) : (
          <Loading label={t('Loading recurring goals')} />
        )
      ) : rows.length === 0 ? (
        <EmptyState size="page" icon={<GoalIcon size={20} />} title={t('No goal recurs yet')}>
          {t('Choose “Repeat every quarter” when you make a goal, and each quarter gets its own.')}
        </EmptyState>
      ) : (
        <div className={table.panel}>
          <table className={table.table}>
            <thead>
              <tr>
                <th scope="col">{t('Goal')}</th>
                <th scope="col">{t('Every')}</th>
                <th scope="col">{t('From – until')}</th>
                <th scope="col" className={table.number}>
                  {t('Target now')}
                </th>
                <th scope="col">{t('State')}</th>
                <th scope="col">
                  <span className="fg-hidden">{t('Actions')}</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <Row key={row.id} row={row} />
              ))}
            </tbody>
          </table>
        </div>
      )}
    </>
  );
}

const STATES = {
  get active() {
    return t('Running');
  },
  get paused() {
    return t('Paused');
  },
  get ended() {
    return t('Ended');
  },
} as const;

function Row({ row }: { readonly row: SeriesRow }) {
  return (
    <tr data-testid="series-row">
      <th scope="row">
        {row.currentGoalId === null ? (
          <span className={styles.name}>{row.name}</span>
        ) : (
          <Link to="/goals/$goalId" params={{ goalId: row.currentGoalId }} className={styles.name}>
            {row.name}
          </Link>
        )}
        <span className={table.note}>
          {row.ownerName} · {goalMeasureWords(row)}
          {row.parentName === null ? '' : ` · ${t('adds up to {{parent}}', { parent: row.parentName })}`}
        </span>
      </th>
      <td>{everyWords(row.periodKind)}</td>
      <td className={table.quiet}>
        {formatDate(row.startsOn)} – {row.endsOn === null ? t('for good') : formatDate(row.endsOn)}
      </td>
      <td className={table.number}>
        {row.target === null ? <span className={table.quiet}>{t('none yet')}</span> : formatAmount(row.target, row)}
      </td>
      <td>
        {STATES[row.state]}
        <span className={table.note}>{tn(row.goalsMade, '{{count}} goal made', '{{count}} goals made')}</span>
      </td>
      <td className={table.action}>{row.mayEdit && row.state !== 'ended' ? <SeriesMenu row={row} /> : null}</td>
    </tr>
  );
}

function SeriesMenu({ row }: { readonly row: SeriesRow }) {
  const trpc = useTRPC();
  const [dialog, setDialog] = useState<'target' | 'end' | null>(null);
  const update = useMutation(trpc.goals.updateSeries.mutationOptions());
  const change = (input: Omit<SeriesChange, 'seriesId'>, done: string) =>
    update.mutate({ seriesId: row.id, ...input }, { onSuccess: () => notifyDone(done), onError: (error) => notifyRefused(error) });
  const close = () => setDialog(null);
  return (
    <>
      <Menu position="bottom-end" width={200}>
        <Menu.Target>
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={t('More about {{name}} of {{ownerName}}', { name: row.name, ownerName: row.ownerName })}
          >
            <MoreIcon />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={() => setDialog('target')}>{t('New target…')}</Menu.Item>
          {row.state === 'paused' ? (
            <Menu.Item onClick={() => change({ status: 'active' }, t('{{name}} goes on from today.', { name: row.name }))}>
              {t('Resume')}
            </Menu.Item>
          ) : (
            <Menu.Item onClick={() => change({ status: 'paused' }, t('{{name}} is paused: no new goals are made.', { name: row.name }))}>
              {t('Pause')}
            </Menu.Item>
          )}
          <Menu.Item onClick={() => setDialog('end')}>{t('End…')}</Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <Modal opened={dialog === 'target'} onClose={close} title={t('New target of {{name}}', { name: row.name })} size={400}>
        <TargetForm row={row} onDone={close} />
      </Modal>
      <Modal opened={dialog === 'end'} onClose={close} title={t('End {{name}}', { name: row.name })} size={400}>
        <EndForm row={row} onDone={close} />
      </Modal>
    </>
  );
}

interface FormProps {
  readonly row: SeriesRow;
  readonly onDone: () => void;
}

function TargetForm({ row, onDone }: FormProps) {
  const trpc = useTRPC();
  const { today } = useSession();
  const [text, setText] = useState('');
  const [from, setFrom] = useState<string | null>(today);
  const update = useMutation(trpc.goals.updateSeries.mutationOptions());
  const parsed = text.trim() === '' ? null : parseAmount(text, row);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (parsed?.ok !== true || from === null) return;
    update.mutate({ seriesId: row.id, target: { from, target: parsed.value } }, { onSuccess: onDone });
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="sm">
        <AmountInput
          data-autofocus
          label={t('Target of each goal')}
          unit={row}
          value={text}
          onChange={setText}
          error={parsed === null || parsed.ok ? (update.isError ? errorText(update.error) : null) : parsed.message}
        />
        <DateField label={t('For periods that start on or after')} value={from} onChange={setFrom} />
        <Text fz={13} c="dimmed">
          {t('Goals that have begun, and those whose target someone changed by hand, keep what they have.')}
        </Text>
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onDone}>
            {t('Cancel')}
          </Button>
          <Button type="submit" loading={update.isPending} disabled={parsed?.ok !== true || from === null}>
            {t('Set the target')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function EndForm({ row, onDone }: FormProps) {
  const trpc = useTRPC();
  const { today } = useSession();
  const [endsOn, setEndsOn] = useState<string | null>(row.endsOn ?? today);
  const update = useMutation(trpc.goals.updateSeries.mutationOptions());
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (endsOn !== null) update.mutate({ seriesId: row.id, endsOn }, { onSuccess: onDone });
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="sm">
        <DateField
          data-autofocus
          label={t('The last goal’s period holds')}
          value={endsOn}
          onChange={setEndsOn}
          error={update.isError ? errorText(update.error) : null}
        />
        <Text fz={13} c="dimmed">
          {t('Goals that exist already stay.')}
        </Text>
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onDone}>
            {t('Cancel')}
          </Button>
          <Button type="submit" loading={update.isPending} disabled={endsOn === null}>
            {t('End it')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
