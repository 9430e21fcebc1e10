import { Alert, Button, Loader } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import type { PlanInput } from '../../../host/service.ts';
import type { PlanRow, PlanTeamRow, PlanView } from '../../../host/views/plan.ts';
import { AmountInput } from '../../components/amount-input.tsx';
import { notifyDone, notifyRefused } from '../../components/notify.ts';
import { errorText } from '../../lib/error-text.ts';
import { formatAmountExact } from '../../lib/format.ts';
import { amountToText } from '../../lib/parse-amount.ts';
import { useTRPC } from '../../lib/trpc.ts';
import { periodText } from '../../lib/host-text.ts';
import { t, tn } from '../../lib/words.ts';
import { showUndo } from '../deals/undo-notice.tsx';
import { enteredTargets, rowKey, targetOf, type TypedTargets } from './plan-draft.ts';
import styles from './plan.module.css';

interface PlanPreviewProps {
  readonly input: PlanInput | null;
  readonly preview: { readonly data?: PlanView | undefined; readonly error: unknown; readonly isError: boolean };
  readonly typed: TypedTargets;
  readonly onType: (typed: TypedTargets) => void;
  readonly yearOf: (day: string) => number;
}

/** What would be made, with every target to be changed, and the button that makes it. */
export function PlanPreview({ input, preview, typed, onType, yearOf }: PlanPreviewProps) {
  const trpc = useTRPC();
  const navigate = useNavigate();
  const make = useMutation(trpc.plan.make.mutationOptions());
  const { mutateAsync: undo } = useMutation(trpc.plan.undo.mutationOptions());
  const view = preview.data;
  if (preview.isError) {
    return (
      <Alert color="red" variant="light" role="alert" className={styles.preview}>
        {errorText(preview.error)}
      </Alert>
    );
  }
  if (view === undefined || input === null) {
    return <p className={styles.waiting}>{t('Say what to plan; what would be made shows here.')}</p>;
  }
  const toMake = view.rows.filter(({ existingId }) => existingId === null);
  const teamGoals = view.teams.filter(({ existingId }) => existingId === null && toMake.length > 0).length;
  const hasProblem = toMake.some((row) => targetOf(row, typed, view).problem !== null);
  /** Where they can be seen and changed: the grid, or, of other periods, the tree. */
  const goToMade = (measure: string) => {
    const { periodKind, periods, teamIds } = input;
    const [team] = teamIds;
    const [period] = periods;
    if (team === undefined || period === undefined || (periodKind !== 'month' && periodKind !== 'quarter')) {
      void navigate({ to: '/goals', search: { when: 'all' } });
      return;
    }
    const kind = periodKind === 'quarter' ? ({ kind: 'quarter' } as const) : {};
    void navigate({ to: '/goals/targets', search: { team, year: yearOf(period), measure, ...kind } });
  };
  const submit = () =>
    make.mutate(
      { ...input, targets: enteredTargets(view.rows, typed, view) },
      {
        onSuccess: ({ goalIds, memberGoals, measure }) => {
          onType(new Map());
          showUndo(tn(memberGoals, '{{count}} goal made for the team.', '{{count}} goals made for the team.'), async () => {
            await undo([...goalIds]);
            notifyDone(t('All of them are taken back.'));
          });
          goToMade(measure);
        },
        onError: (error) => notifyRefused(error, t('Nothing was made')),
      },
    );
  return (
    <section className={styles.preview} aria-label={t('What will be made')}>
      <div className={styles.panel}>
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">{t('Goal')}</th>
              <th scope="col">{t('Where the target comes from')}</th>
              <th scope="col" className={styles.number}>
                {t('Target')}
              </th>
            </tr>
          </thead>
          {groupsOf(view).map((group) => (
            <Group key={group.key} group={group} basis={input.basis.kind} view={view} typed={typed} onType={onType} />
          ))}
        </table>
        {view.rows.length === 0 ? <p className={styles.none}>{t('Nobody chosen is in these teams in these periods.')}</p> : null}
      </div>
      <div className={styles.footer}>
        <p className={styles.summary} role="status" data-testid="plan-summary">
          {make.isPending ? (
            <>
              <Loader size={14} /> {tn(toMake.length + teamGoals, 'Making {{count}} goal…', 'Making {{count}} goals…')}
            </>
          ) : (
            summaryWords(toMake.length, teamGoals, view.rows.length - toMake.length)
          )}
        </p>
        <Button disabled={toMake.length === 0 || hasProblem} loading={make.isPending} onClick={submit} data-testid="make-plan">
          {toMake.length === 0 ? t('Nothing to make') : tn(toMake.length + teamGoals, 'Make {{count}} goal', 'Make {{count}} goals')}
        </Button>
      </div>
    </section>
  );
}

function summaryWords(made: number, teamGoals: number, existing: number): string {
  return [
    tn(made, '{{count}} goal for one person will be made.', '{{count}} goals for people will be made, all or none.'),
    teamGoals === 0 ? null : tn(teamGoals, 'So will {{count}} team goal.', 'So will {{count}} team goals.'),
    existing === 0
      ? null
      : tn(existing, '{{count}} goal exists already and stays as it is.', '{{count}} goals exist already and stay as they are.'),
  ]
    .filter((part) => part !== null)
    .join(' ');
}

interface RowGroup {
  readonly key: string;
  readonly teamName: string;
  readonly periodLabel: string;
  readonly team: PlanTeamRow | null;
  readonly rows: readonly PlanRow[];
}

/** By period and team, as they come. */
function groupsOf({ rows, teams }: PlanView): readonly RowGroup[] {
  const groups = new Map<string, RowGroup & { rows: PlanRow[] }>();
  for (const row of rows) {
    const { teamName, periodLabel } = row;
    const key = `${periodLabel} ${teamName}`;
    const team = teams.find((one) => one.teamName === teamName && one.periodLabel === periodLabel) ?? null;
    const group = groups.get(key) ?? { key, teamName, periodLabel, team, rows: [] };
    group.rows.push(row);
    groups.set(key, group);
  }
  return [...groups.values()];
}

interface GroupProps {
  readonly group: RowGroup;
  readonly basis: PlanInput['basis']['kind'];
  readonly view: PlanView;
  readonly typed: TypedTargets;
  readonly onType: (typed: TypedTargets) => void;
}

function Group({ group, basis, view, typed, onType }: GroupProps) {
  const total = group.rows.reduce((sum, row) => sum + (targetOf(row, typed, view).target ?? 0), 0);
  const isSum = view.type !== 'performance';
  return (
    <tbody>
      <tr className={styles.group}>
        <th scope="rowgroup" colSpan={2}>
          {group.teamName} <span className={styles.period}>{periodText(group.periodLabel)}</span>
          <span className={styles.note}>{teamWords(group.team)}</span>
        </th>
        <td className={styles.number} data-testid="plan-team-total">
          {isSum ? formatAmountExact(total, view) : ''}
          <TeamTarget team={group.team} total={total} view={view} />
        </td>
      </tr>
      {group.rows.map((row) => (
        <Row key={rowKey(row)} row={row} basis={basis} view={view} typed={typed} onType={onType} />
      ))}
    </tbody>
  );
}

function teamWords(team: PlanTeamRow | null): string {
  if (team === null) return t('Under no goal');
  const { name, existingId, parentName } = team;
  if (existingId !== null) return t('Under the team’s goal “{{name}}”', { name });
  if (parentName === null) return t('Under a new team goal “{{name}}”', { name });
  return t('Under a new team goal “{{name}}”, which adds up to {{parent}}', { name, parent: parentName });
}

/** How the sum stands against a team's goal that has a target of its own. */
function TeamTarget({ team, total, view }: { readonly team: PlanTeamRow | null; readonly total: number; readonly view: PlanView }) {
  if (team === null || team.target === null || view.type === 'performance') return null;
  const rest = team.target - total;
  const amount = formatAmountExact(Math.abs(rest), view);
  const whole = formatAmountExact(team.target, view);
  const words =
    rest === 0
      ? t('all of the team’s target')
      : rest > 0
        ? t('{{amount}} left of {{whole}}', { amount, whole })
        : t('{{amount}} over {{whole}}', { amount, whole });
  return (
    <span className={styles.note} data-warn={rest > 0 || undefined}>
      {words}
    </span>
  );
}

function Row({ row, basis, view, typed, onType }: Omit<GroupProps, 'group'> & { readonly row: PlanRow }) {
  const { problem, target } = targetOf(row, typed, view);
  const text = typed.get(rowKey(row)) ?? (row.target === null ? '' : amountToText(row.target, view));
  return (
    <tr data-testid="plan-row" data-exists={row.existingId === null ? undefined : true}>
      <th scope="row">
        {row.memberName}
        <span className={styles.note}>{row.name}</span>
      </th>
      <td>
        {row.existingId === null ? (
          <Origin row={row} view={view} basis={basis} isTyped={typed.has(rowKey(row))} />
        ) : (
          <Link to="/goals/$goalId" params={{ goalId: row.existingId }} className={styles.exists}>
            {t('Exists already, stays as it is')}
          </Link>
        )}
      </td>
      <td className={styles.number}>
        {row.existingId === null ? (
          <AmountInput
            size="xs"
            w="100%"
            miw={96}
            maw={132}
            ml="auto"
            aria-label={t('Target of {{name}}, {{period}}', { name: row.memberName, period: periodText(row.periodLabel) })}
            unit={view}
            placeholder={t('Later')}
            value={text}
            onChange={(next) => onType(new Map(typed).set(rowKey(row), next))}
            error={problem}
          />
        ) : (
          <span className={styles.kept}>{target === null ? t('no target') : formatAmountExact(target, view)}</span>
        )}
      </td>
    </tr>
  );
}

interface OriginProps {
  readonly row: PlanRow;
  readonly view: PlanView;
  readonly basis: PlanInput['basis']['kind'];
  readonly isTyped: boolean;
}

function Origin({ row, view, basis, isTyped }: OriginProps) {
  const parts = [
    isTyped ? t('Entered by hand') : null,
    resultWords(row, view, basis),
    row.daysInTeam < row.daysOf ? t('In the team on {{days}} of {{all}} working days', { days: row.daysInTeam, all: row.daysOf }) : null,
  ].filter((part) => part !== null);
  return <span className={styles.origin}>{parts.join(' · ')}</span>;
}

function resultWords({ resultBefore }: PlanRow, view: PlanView, basis: PlanInput['basis']['kind']): string | null {
  if (resultBefore === null) return null;
  const amount = formatAmountExact(resultBefore, view);
  if (basis === 'growth')
    return resultBefore === 0 ? t('Brought nothing a year before') : t('Brought {{amount}} a year before', { amount });
  return resultBefore === 0 ? t('Brought nothing in the period before') : t('Brought {{amount}} in the period before', { amount });
}
