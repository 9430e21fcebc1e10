import { Alert, Button, Group, Modal, Stack } from '@mantine/core';
import { useState } from 'react';
import type { TargetGridView } from '../../../host/views/target-grid.ts';
import { formatAmountExact } from '../../lib/format.ts';
import { t, tn } from '../../lib/words.ts';
import type { CellPlace, Pasted } from './grid-paste.ts';
import styles from './targets.module.css';

interface PasteDialogProps {
  readonly pasted: Pasted | null;
  readonly grid: TargetGridView;
  readonly onClose: () => void;
  /** Resolves to what was wrong; null when all are set. */
  readonly onSet: (cells: readonly (CellPlace & { readonly target: number | null })[]) => Promise<string | null>;
}

/** What a paste would change, cell by cell, before anything is changed. */
export function PasteDialog({ pasted, ...rest }: PasteDialogProps) {
  return (
    <Modal opened={pasted !== null} onClose={rest.onClose} title={t('Paste targets')} size={640}>
      {pasted === null ? null : <Preview pasted={pasted} {...rest} />}
    </Modal>
  );
}

function Preview({ pasted: { cells, outside }, grid, onClose, onSet }: PasteDialogProps & { readonly pasted: Pasted }) {
  const [isSetting, setIsSetting] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const good = cells.filter((cell) => cell.problem === null);
  const refused = cells.length - good.length;
  const made = good.filter(({ isNew, target }) => isNew && target !== null).length;
  const unit = grid.measure;
  const shown = (value: number | null): string => (value === null || unit === null ? t('no target') : formatAmountExact(value, unit));
  const submit = async () => {
    setIsSetting(true);
    setProblem(await onSet(good.map(({ row, column, target }) => ({ row, column, target }))));
    setIsSetting(false);
  };
  return (
    <Stack gap="sm">
      <p className={styles.summary} role="status" data-testid="paste-summary">
        {[
          good.length === 0 ? t('Nothing changes.') : tn(good.length, '{{count}} target changes.', '{{count}} targets change.'),
          made === 0 ? null : tn(made, '{{count}} goal is made for it.', '{{count}} goals are made for them.'),
          refused === 0 ? null : tn(refused, '{{count}} cell stays as it is.', '{{count}} cells stay as they are.'),
          outside === 0 ? null : tn(outside, '{{count}} cell lies beyond the table.', '{{count}} cells lie beyond the table.'),
        ]
          .filter((part) => part !== null)
          .join(' ')}
      </p>
      {cells.length === 0 ? null : (
        <div className={styles.pasted}>
          <table className={styles.changes}>
            <thead>
              <tr>
                <th scope="col">{t('Person')}</th>
                <th scope="col">{t('Period')}</th>
                <th scope="col">{t('Now')}</th>
                <th scope="col">{t('Then')}</th>
              </tr>
            </thead>
            <tbody>
              {cells.map((cell) => (
                <tr key={`${cell.row} ${cell.column}`} data-refused={cell.problem !== null || undefined} data-testid="pasted-cell">
                  <th scope="row">{grid.rows[cell.row]?.name}</th>
                  <td>{grid.periods[cell.column]?.label}</td>
                  <td className={styles.number}>{shown(cell.before)}</td>
                  <td className={styles.number}>{cell.problem ?? shown(cell.target)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {problem === null ? null : (
        <Alert color="red" variant="light" role="alert">
          {problem}
        </Alert>
      )}
      <Group justify="flex-end" gap="xs">
        <Button variant="default" onClick={onClose}>
          {t('Cancel')}
        </Button>
        <Button data-autofocus disabled={good.length === 0} loading={isSetting} onClick={() => void submit()} data-testid="paste-set">
          {good.length === 0 ? t('Nothing to set') : tn(good.length, 'Set {{count}} target', 'Set {{count}} targets')}
        </Button>
      </Group>
    </Stack>
  );
}
