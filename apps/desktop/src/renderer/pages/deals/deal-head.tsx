import { ArrowDownIcon, ArrowUpIcon } from '../../components/icons.tsx';
import type { DealSort } from '../../../host/views/deals.ts';
import { nextSort } from './deal-sort.ts';
import type { ColumnHead } from './deal-table.ts';
import styles from './deals.module.css';
import { t } from '../../lib/words.ts';

interface DealHeadProps {
  readonly columns: readonly ColumnHead[];
  readonly sort: DealSort | null;
  readonly onSort: (sort: DealSort | null) => void;
}

/** The header row; each column's name sorts by it. */
export function DealHead({ columns, sort, onSort }: DealHeadProps) {
  return (
    <div role="row" aria-rowindex={1} className={styles.headRow}>
      {columns.map(({ id, header }) => {
        const direction = sort?.id !== id ? 'none' : sort.desc ? 'descending' : 'ascending';
        return (
          <div key={id} role="columnheader" aria-sort={direction} className={styles.headCell} data-column={id}>
            <button type="button" className={styles.sort} onClick={() => onSort(nextSort(id, sort))}>
              {header}
              {direction === 'descending' ? <ArrowDownIcon size={14} /> : null}
              {direction === 'ascending' ? <ArrowUpIcon size={14} /> : null}
            </button>
          </div>
        );
      })}
      <div role="columnheader" className={styles.headCell} aria-label={t('Actions')} />
    </div>
  );
}
