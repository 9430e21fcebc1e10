import { Checkbox, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { GoalCard } from '../../../host/views/goal-card.ts';
import type { WhatIfDealRow, WhatIfDeals } from '../../../host/views/what-if.ts';
import { SearchIcon } from '../../components/icons.tsx';
import { Section } from '../../components/section.tsx';
import { formatAmountExact, formatChange, formatCount, formatDate, formatMoney, plural } from '../../lib/format.ts';
import { recordUnit } from './record-words.ts';
import styles from './what-if.module.css';

/** Up to this many a search field is only in the way. */
const FEW = 8;
const WORDS = {
  open: { title: 'These deals are won today', list: 'Open deals', one: 'open deal' },
  won: { title: 'These won deals fall through', list: 'Won deals', one: 'won deal' },
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
  const { title, list, one } = WORDS[kind];
  return (
    <Section title={title} note={noteOf(deals, chosen.size, one)} isFlush>
      {deals.rows.length > FEW ? (
        <TextInput
          className={styles.search ?? ''}
          size="xs"
          variant="unstyled"
          leftSection={<SearchIcon size={14} />}
          placeholder="Find a deal"
          aria-label={`Find among ${list.toLowerCase()}`}
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
        {shown.length === 0 ? <li className={styles.none}>No {one} is called so.</li> : null}
      </ul>
    </Section>
  );
}

function noteOf({ total, rows }: WhatIfDeals, chosen: number, one: string): string {
  const count = chosen === 0 ? plural(total, one) : `${formatCount(chosen)} of ${formatCount(total)}`;
  return rows.length < total ? `${count} · the largest ${formatCount(rows.length)}` : count;
}

function descriptionOf(deal: WhatIfDealRow, { ownerType }: GoalCard, kind: 'open' | 'won'): string {
  const owner = ownerType === 'individual' ? [] : [deal.ownerName];
  if (kind === 'won') return [...owner, ...(deal.closedOn === null ? [] : [`won on ${formatDate(deal.closedOn)}`])].join(' · ');
  const expected = deal.expectedCloseOn === null ? [] : [`expected ${formatDate(deal.expectedCloseOn)}`];
  return [...owner, `${deal.stageName}, ${deal.probability}%`, ...expected].join(' · ');
}

function effectOf({ adds, amountMinor, currency }: WhatIfDealRow, card: GoalCard, kind: 'open' | 'won'): string {
  if (adds !== null) return kind === 'open' ? formatAmountExact(adds, recordUnit(card)) : formatChange(0 - adds, recordUnit(card));
  return amountMinor === null ? '' : formatMoney(amountMinor, currency);
}
