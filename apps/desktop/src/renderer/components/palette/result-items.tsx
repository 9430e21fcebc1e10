import { useNavigate } from '@tanstack/react-router';
import type { SearchHit, SearchKind, SearchView } from '../../../host/views/search.ts';
import { formatDate, formatMoney, formatPercent } from '../../lib/format.ts';
import { ROLE_WORDS } from '../../lib/role-words.ts';
import { periodText } from '../../lib/host-text.ts';
import { t } from '../../lib/words.ts';
import { HealthBadge } from '../health-badge.tsx';
import { AccountIcon, DealIcon, GoalIcon, TeamIcon, WorkIcon } from '../icons.tsx';
import type { PaletteGroup, PaletteItem } from './item.ts';

const ICONS = { goal: GoalIcon, deal: DealIcon, member: TeamIcon, account: AccountIcon, task: WorkIcon } as const;

function groupLabel(kind: SearchKind): string {
  return { goal: t('Goals'), deal: t('Deals'), member: t('People'), account: t('Accounts'), task: t('Tasks') }[kind];
}

/** What was found, as lines of the palette that lead to where it is. */
export function useResultGroups(found: SearchView | undefined): readonly PaletteGroup[] {
  const navigate = useNavigate();
  const go = (hit: SearchHit): void => {
    switch (hit.kind) {
      case 'goal':
        return void navigate({ to: '/goals/$goalId', params: { goalId: hit.id } });
      case 'deal':
        return void navigate({ to: '/deals', search: { q: hit.name, ...(hit.stageKind === 'open' ? {} : { show: hit.stageKind }) } });
      case 'account':
        return void navigate({ to: '/deals', search: { q: hit.name, show: 'all' } });
      case 'member':
        return void navigate({ to: '/goals', search: { q: hit.name, by: 'level' } });
      case 'task':
        return void navigate({ to: '/work' });
    }
  };
  return (found?.groups ?? []).map(({ kind, total, hits }) => ({
    label: groupLabel(kind),
    items: hits.map((hit) => itemOf(hit, () => go(hit))),
    more: total - hits.length,
  }));
}

function itemOf(hit: SearchHit, run: () => void): PaletteItem {
  const { kind, id, name: label } = hit;
  return { id: `${kind} ${id}`, label, Icon: ICONS[kind], run, detail: detailOf(hit), end: endOf(hit) };
}

function detailOf(hit: SearchHit): string | undefined {
  switch (hit.kind) {
    case 'goal':
      return `${hit.ownerName} · ${periodText(hit.periodLabel)}`;
    case 'deal':
      return [hit.accountName, hit.ownerName].filter((part) => part !== null).join(' · ');
    case 'member':
      return [ROLE_WORDS[hit.role], hit.teamName].filter((part) => part !== null).join(' · ');
    case 'task':
      return hit.ownerName;
    case 'account':
      return undefined;
  }
}

function endOf(hit: SearchHit): React.ReactNode {
  switch (hit.kind) {
    case 'goal':
      return (
        <>
          {hit.attainment === null ? null : <span className="fg-num">{formatPercent(hit.attainment)}</span>}
          <HealthBadge health={hit.health} />
        </>
      );
    case 'deal':
      return (
        <>
          <span>{hit.stageName}</span>
          {hit.amountMinor === null ? null : <span className="fg-num">{formatMoney(hit.amountMinor, hit.currency)}</span>}
        </>
      );
    case 'task':
      return hit.isLive ? (
        hit.dueOn === null ? null : (
          <span className="fg-num">{formatDate(hit.dueOn)}</span>
        )
      ) : (
        t('Done', { context: 'task' })
      );
    default:
      return null;
  }
}
