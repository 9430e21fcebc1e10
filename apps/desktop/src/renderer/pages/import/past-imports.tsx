import type { ImportSummary } from '@fieldgoal/domain';
import { Button, Modal, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { notifyDone } from '../../components/notify.ts';
import { Section } from '../../components/section.tsx';
import { errorText } from '../../lib/error-text.ts';
import { formatCount, formatInstant } from '../../lib/format.ts';
import { useTRPC } from '../../lib/trpc.ts';
import styles from './import.module.css';
import { STATE_WORDS } from './words.ts';
import { hostText } from '../../lib/host-text.ts';
import { t } from '../../lib/words.ts';

/** Imports so far, the newest first; each can be taken back as a whole. */
export function PastImports({ imports, error }: { readonly imports: readonly ImportSummary[] | undefined; readonly error: unknown }) {
  const [undoing, setUndoing] = useState<ImportSummary | null>(null);
  if (imports === undefined) {
    return error === null ? null : (
      <Section title={t('Past imports')}>
        <p className={styles.partNote}>{t('Imports run on the server. {{reason}}', { reason: errorText(error) })}</p>
      </Section>
    );
  }
  if (imports.length === 0) return null;
  return (
    <Section title={t('Past imports')} isFlush>
      <table className={styles.past}>
        <thead>
          <tr>
            <th scope="col">{t('When')}</th>
            <th scope="col">{t('By')}</th>
            <th scope="col">{t('Files')}</th>
            <th scope="col" className={styles.rowNumber}>
              {t('Created')}
            </th>
            <th scope="col" className={styles.rowNumber}>
              {t('Updated')}
            </th>
            <th scope="col">{t('State')}</th>
            <th scope="col">
              <span className={styles.hidden}>{t('Actions')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {imports.map((summary) => (
            <tr key={summary.id} data-testid="import-row" data-import-id={summary.id}>
              <td className={styles.nowrap}>{formatInstant(summary.at)}</td>
              <td className={styles.nowrap}>{hostText(summary.byName)}</td>
              <td className={styles.fileList}>{summary.files.join(', ')}</td>
              <td className={styles.rowNumber}>{formatCount(summary.created)}</td>
              <td className={styles.rowNumber}>{formatCount(summary.updated)}</td>
              <td>{STATE_WORDS[summary.state]}</td>
              <td className={styles.undo}>
                {summary.mayUndo ? (
                  <Button variant="default" size="compact-sm" onClick={() => setUndoing(summary)} data-testid="import-undo">
                    {t('Undo import')}
                  </Button>
                ) : null}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <UndoDialog summary={undoing} onClose={() => setUndoing(null)} />
    </Section>
  );
}

function UndoDialog({ summary, onClose }: { readonly summary: ImportSummary | null; readonly onClose: () => void }) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const undo = useMutation(
    trpc.imports.undo.mutationOptions({
      onSuccess: () => {
        notifyDone(t('The import is undone.'));
        onClose();
        return queries.invalidateQueries();
      },
    }),
  );
  const close = (): void => {
    undo.reset();
    onClose();
  };
  return (
    <Modal opened={summary !== null} onClose={close} title={t('Undo this import?')} size="md">
      {summary === null ? null : (
        <>
          <Text fz={14} mb="xs">
            {t('The {{created}} records this import created are deleted, and the {{updated}} it updated get their earlier values back.', {
              created: formatCount(summary.created),
              updated: formatCount(summary.updated),
            })}
          </Text>
          <Text fz={14} c="dimmed" mb="lg">
            {t(
              'Values that people have changed since stay as they are. Goals are recalculated everywhere. The history keeps both the import and its undoing.',
            )}
          </Text>
          {undo.error === null ? null : (
            <p role="alert" className={styles.fileProblem}>
              {errorText(undo.error)}
            </p>
          )}
          <div className={styles.dialogFoot}>
            <Button variant="default" size="sm" onClick={close}>
              {t('Keep the import')}
            </Button>
            <Button
              color="red"
              size="sm"
              loading={undo.isPending}
              onClick={() => undo.mutate(summary.id)}
              data-testid="import-undo-confirm"
            >
              {t('Undo import')}
            </Button>
          </div>
        </>
      )}
    </Modal>
  );
}
