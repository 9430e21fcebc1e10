import type { IsoDate } from '@fieldgoal/domain';
import { memo } from 'react';
import type { DealColumn, DealRow } from '../../../host/views/deals.ts';
import type { DirectoryView } from '../../../host/views/directory.ts';
import { CellEditor, type EditEnd } from './cell-editor.tsx';
import { EDITABLE } from './cell-value.ts';
import { DealActions, OpenDeal } from './deal-actions.tsx';
import { DealCell } from './deal-cell.tsx';
import styles from './deals.module.css';
import { t } from '../../lib/words.ts';

/** What a row can ask of the grid; one object for the grid's life, so that rows need not be drawn again. */
export interface RowActions {
  readonly startEdit: (dealId: string, column: DealColumn) => void;
  readonly setText: (text: string) => void;
  readonly endEdit: (how: EditEnd, text?: string) => void;
  readonly cancelEdit: () => void;
  readonly setProblem: (message: string) => void;
  readonly move: (deal: DealRow, to: 'won' | 'lost' | 'open') => void;
  readonly remove: (deal: DealRow) => void;
  readonly share: (deal: DealRow) => void;
  readonly open: (deal: DealRow) => void;
}

export interface Editing {
  readonly dealId: string;
  /** As it was when editing began. */
  readonly deal: DealRow;
  readonly column: DealColumn;
  readonly text: string;
  readonly problem: string | null;
}

interface DealRowProps {
  readonly deal: DealRow;
  readonly columns: readonly { readonly id: DealColumn; readonly header: string }[];
  /** 1-based among all rows of the grid, header included. */
  readonly rowIndex: number;
  readonly top: number;
  readonly today: IsoDate;
  readonly activeColumn: DealColumn | null;
  readonly editing: Editing | null;
  readonly directory: DirectoryView;
  readonly actions: RowActions;
}

/** The DOM id of a cell, for `aria-activedescendant`. */
export function cellId(dealId: string, column: DealColumn): string {
  return `deal-${dealId}-${column}`;
}

/** One deal. Fixed height; drawn again only when something of it changed. */
export const DealRowView = memo(function DealRowView(props: DealRowProps) {
  const { deal, columns, rowIndex, top, activeColumn, editing, actions } = props;
  return (
    <div
      role="row"
      aria-rowindex={rowIndex}
      className={styles.row}
      style={{ transform: `translateY(${top}px)` }}
      data-active={activeColumn !== null || undefined}
      data-kind={deal.stageKind}
      data-testid="deal-row"
      data-deal-id={deal.id}
    >
      {columns.map(({ id, header }) => {
        const isEdited = editing?.column === id;
        const mayEdit = deal.mayEdit && EDITABLE.includes(id);
        return (
          <div
            key={id}
            role="gridcell"
            id={cellId(deal.id, id)}
            className={styles.cell}
            data-column={id}
            data-active={activeColumn === id || undefined}
            data-editable={mayEdit || undefined}
            aria-readonly={!mayEdit}
            onClick={() => (isEdited ? undefined : actions.startEdit(deal.id, id))}
          >
            {isEdited && editing !== null ? (
              <CellEditor
                key={deal.id}
                deal={deal}
                column={id}
                label={t('{{header}} of {{name}}', { header, name: deal.name })}
                text={editing.text}
                problem={editing.problem}
                directory={props.directory}
                onText={actions.setText}
                onEnd={actions.endEdit}
                onCancel={actions.cancelEdit}
                onProblem={actions.setProblem}
              />
            ) : (
              <>
                <DealCell deal={deal} column={id} today={props.today} />
                {id === 'name' ? <OpenDeal deal={deal} isReachable={activeColumn !== null} open={actions.open} /> : null}
              </>
            )}
          </div>
        );
      })}
      <div role="gridcell" className={styles.actions}>
        {deal.mayEdit ? <DealActions deal={deal} actions={actions} isReachable={activeColumn !== null} /> : null}
      </div>
    </div>
  );
});
