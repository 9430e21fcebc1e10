import { CloseButton, Select, TextInput } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import type { DealShow } from '../../../host/views/deals.ts';
import { SearchIcon } from '../../components/icons.tsx';
import { formatCount } from '../../lib/format.ts';
import { useFindField } from '../../lib/page-commands.tsx';
import { DEAL_SHOWS, type DealSearch } from './deal-search.ts';
import styles from './deals.module.css';
import { t } from '../../lib/words.ts';

interface FilterBarProps {
  readonly search: DealSearch;
  readonly counts: Readonly<Record<DealShow, number>>;
  readonly owners: readonly { readonly value: string; readonly label: string }[];
  readonly onSearch: (search: DealSearch) => void;
}

const WORDS: Readonly<Record<DealShow, string>> = {
  get open() {
    return t('Open');
  },
  get won() {
    return t('Won');
  },
  get lost() {
    return t('Lost');
  },
  get all() {
    return t('All');
  },
};
const EVERYONE = 'everyone';

/** Which deals are listed: chips with their counts, a search box, and the owner where there are several. */
export function FilterBar({ search, counts, owners, onSearch }: FilterBarProps) {
  const { q: _, owner: __, ...withoutText } = search;
  return (
    <div className={styles.filters} role="search" aria-label={t('Filter deals')}>
      <div className={styles.chips}>
        {DEAL_SHOWS.map((show) => (
          <button
            key={show}
            type="button"
            className={styles.chip}
            aria-pressed={(search.show ?? 'open') === show}
            data-testid={`deals-show-${show}`}
            onClick={() => onSearch({ ...search, show })}
          >
            {WORDS[show]} <span className={styles.chipCount}>{formatCount(counts[show])}</span>
          </button>
        ))}
      </div>
      <SearchBox
        text={search.q ?? ''}
        onText={(q) => onSearch({ ...withoutText, ...ownerOf(search), ...(q.trim() === '' ? {} : { q }) })}
      />
      {owners.length > 1 ? (
        <Select
          aria-label={t('Owner')}
          className={styles.owner}
          size="xs"
          searchable
          data={[{ value: EVERYONE, label: t('All owners') }, ...owners]}
          value={search.owner ?? EVERYONE}
          onChange={(value) =>
            onSearch({
              ...withoutText,
              ...(search.q === undefined ? {} : { q: search.q }),
              ...(value === null || value === EVERYONE ? {} : { owner: value }),
            })
          }
        />
      ) : null}
    </div>
  );
}

function ownerOf(search: DealSearch): Pick<DealSearch, 'owner'> {
  return search.owner === undefined ? {} : { owner: search.owner };
}

/** Holds what is typed; the address follows with every key, but must not move the cursor when it comes back around. */
function SearchBox({ text, onText }: { readonly text: string; readonly onText: (text: string) => void }) {
  const [typed, setTyped] = useState(text);
  const sent = useRef(text);
  const field = useFindField();
  useEffect(() => {
    // Only a change from elsewhere (back button, a link) replaces what is in the box.
    if (text !== sent.current) setTyped(text);
    sent.current = text;
  }, [text]);

  function change(next: string): void {
    setTyped(next);
    sent.current = next.trim() === '' ? '' : next;
    onText(next);
  }

  return (
    <TextInput
      ref={field}
      aria-label={t('Search deals')}
      placeholder={t('Search')}
      size="xs"
      className={styles.search}
      leftSection={<SearchIcon size={14} />}
      rightSection={typed === '' ? null : <CloseButton size="xs" aria-label={t('Clear the search')} onClick={() => change('')} />}
      value={typed}
      onChange={(event) => change(event.currentTarget.value)}
      data-testid="deals-search"
    />
  );
}
