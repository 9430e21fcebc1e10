import { Checkbox, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { GoalCard } from '../../../host/views/goal-card.ts';
import type { WhatIfDealRow, WhatIfDeals } from '../../../host/views/what-if.ts';
import { SearchIcon } from '../../components/icons.tsx';
import { Section } from '../../components/section.tsx';
import { formatAmountExact, formatChange, formatCount, formatDate, formatMoney, percentText } from '../../lib/format.ts';
import { recordUnit } from './record-words.ts';
import styles from './what-if.module.css';
import { t, tn } from '../../lib/words.ts';

/** Up to this many a search field is only in the way. */
const FEW = 8;
const WORDS = {
  open: {
    get title() {
      return t('These deals are won today');
    },
    get list() {
      return t('Open deals');
    },
  },
  won: {
    get title() {
      return t('These won deals fall through');
    },
    get list() {
      return t('Won deals');
    },
  },
} as const;

interface WhatIfDealListProps {
  readonly card: GoalCard;
  readonly kind: 'open' | 'won';
  readonly deals: WhatIfDeals;
  readonly chosen: ReadonlySet<string>;
  readonly onToggle: (id: string) => void;
}

/** Deals to tick: open ones as won, won ones as not won; nothing where there are none. */
export function WhatIfDealList({ card, kind, deals, chosen, onToggle }: WhatIfDealListProps) {
  const [search, setSearch] = useState('');
  if (deals.total === 0) return null;
  const words = search.trim().toLowerCase();
  const shown = deals.rows.filter(({ name, ownerName, id }) => chosen.has(id) || `${name} ${ownerName}`.toLowerCase().includes(words));
  const { title, list } = WORDS[kind];
  return (
    <Section title={title} note={noteOf(deals, chosen.size, kind)} isFlush>
      {deals.rows.length > FEW ? (
        <TextInput
          className={styles.search ?? ''}
          size="xs"
          variant="unstyled"
          leftSection={<SearchIcon size={14} />}
          placeholder={t('Find a deal')}
          aria-label={kind === 'open' ? t('Find among open deals') : t('Find among won deals')}
          value={search}
          onChange={(event) => setSearch(event.currentTarget.value)}
        />
      ) : null}
      <ul className={styles.deals} tabIndex={0} aria-label={list}>
        {shown.map((deal) => (
          <li key={deal.id} data-testid={kind === 'open' ? 'what-if-deal' : 'what-if-won-deal'}>
            <Checkbox
              size="xs"
              checked={chosen.has(deal.id)}
              onChange={() => onToggle(deal.id)}
              label={deal.name}
              description={descriptionOf(deal, card, kind)}
            />
            <span className={styles.adds}>{effectOf(deal, card, kind)}</span>
          </li>
        ))}
        {shown.length === 0 ? (
          <li className={styles.none}>{kind === 'open' ? t('No open deal is called so.') : t('No won deal is called so.')}</li>
        ) : null}
      </ul>
    </Section>
  );
}

function countWords(count: number, kind: 'open' | 'won'): string {
  return kind === 'open'
    ? tn(count, '{{count}} open deal', '{{count}} open deals')
    : tn(count, '{{count}} won deal', '{{count}} won deals');
}

function noteOf({ total, rows }: WhatIfDeals, chosen: number, kind: 'open' | 'won'): string {
  const count =
    chosen === 0 ? countWords(total, kind) : t('{{chosen}} of {{total}}', { chosen: formatCount(chosen), total: formatCount(total) });
  return rows.length < total ? t('{{deals}} · the largest {{rows}}', { deals: count, rows: formatCount(rows.length) }) : count;
}

function descriptionOf(deal: WhatIfDealRow, { ownerType }: GoalCard, kind: 'open' | 'won'): string {
  const owner = ownerType === 'individual' ? [] : [deal.ownerName];
  if (kind === 'won')
    return [...owner, ...(deal.closedOn === null ? [] : [t('won on {{date}}', { date: formatDate(deal.closedOn) })])].join(' · ');
  const expected = deal.expectedCloseOn === null ? [] : [t('expected {{date}}', { date: formatDate(deal.expectedCloseOn) })];
  return [...owner, `${deal.stageName}, ${percentText(String(deal.probability))}`, ...expected].join(' · ');
}

function effectOf({ adds, amountMinor, currency }: WhatIfDealRow, card: GoalCard, kind: 'open' | 'won'): string {
  if (adds !== null) return kind === 'open' ? formatAmountExact(adds, recordUnit(card)) : formatChange(0 - adds, recordUnit(card));
  return amountMinor === null ? '' : formatMoney(amountMinor, currency);
}
