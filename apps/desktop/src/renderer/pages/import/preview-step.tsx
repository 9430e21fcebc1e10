import type { ImportPreview, ImportProblem } from '@fieldgoal/domain';
import { InfoIcon, WarningIcon } from '../../components/icons.tsx';
import { formatCount, formatList } from '../../lib/format.ts';
import styles from './import.module.css';
import { hostText } from '../../lib/host-text.ts';
import { t, tn } from '../../lib/words.ts';

/** What the import would do, before it does anything: counts, what else changes, and every problem by row. */
export function PreviewStep({ preview, isChecking }: { readonly preview: ImportPreview; readonly isChecking: boolean }) {
  const errors = preview.problems.filter((problem) => problem.severity === 'error');
  const warnings = preview.problems.filter((problem) => problem.severity === 'warning');
  return (
    <div className={styles.preview} data-stale={isChecking || undefined} aria-busy={isChecking}>
      {preview.notices.map((notice) => (
        <p key={notice} className={styles.notice} data-testid="import-notice">
          <InfoIcon />
          {hostText(notice)}
        </p>
      ))}
      <Counts counts={preview.counts} />
      {preview.problems.length === 0 ? (
        <p className={styles.partNote}>{t('No problems in any row.')}</p>
      ) : (
        <section aria-label={t('Problems')}>
          <div className={styles.partHead}>
            <h2 className={styles.partTitle}>
              <WarningIcon />
              {formatList([
                ...(errors.length > 0 ? [tn(errors.length, '{{count}} error', '{{count}} errors')] : []),
                ...(warnings.length > 0 ? [tn(warnings.length, '{{count}} warning', '{{count}} warnings')] : []),
                ...(preview.moreProblems > 0 ? [t('{{count}} more', { count: preview.moreProblems })] : []),
              ])}
            </h2>
          </div>
          <p className={styles.partNote}>
            {errors.length > 0
              ? t(
                  'Errors stop the import: correct the files and choose them again, or change what their columns mean. Nothing is imported by halves.',
                )
              : t('Warnings don’t stop the import; what is said here is what happens.')}
          </p>
          <Problems problems={[...errors, ...warnings]} />
        </section>
      )}
    </div>
  );
}

function Counts({ counts }: { readonly counts: ImportPreview['counts'] }) {
  return (
    <table className={styles.counts} data-testid="import-counts">
      <thead>
        <tr>
          <th scope="col">{t('What')}</th>
          <th scope="col">{t('Created')}</th>
          <th scope="col">{t('Updated')}</th>
          <th scope="col">{t('Unchanged')}</th>
        </tr>
      </thead>
      <tbody>
        {counts.map((count) => (
          <tr key={count.what}>
            <th scope="row">{hostText(count.what)}</th>
            {[count.created, count.updated, count.unchanged].map((value, index) => (
              <td key={index} data-zero={value === 0 || undefined}>
                {formatCount(value)}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Problems({ problems }: { readonly problems: readonly ImportProblem[] }) {
  return (
    <div className={styles.problemsScroll}>
      <table className={styles.problems} data-testid="import-problems">
        <thead>
          <tr>
            <th scope="col">{t('File')}</th>
            <th scope="col">{t('Row')}</th>
            <th scope="col">{t('Column')}</th>
            <th scope="col">{t('Value')}</th>
            <th scope="col">{t('What is wrong')}</th>
          </tr>
        </thead>
        <tbody>
          {problems.map((problem, index) => (
            <tr key={index} data-severity={problem.severity}>
              <td>{problem.file}</td>
              <td className={styles.rowNumber}>{problem.row ?? '–'}</td>
              <td>{problem.column ?? '–'}</td>
              <td>{problem.value === null ? '–' : <code className={styles.code}>{problem.value}</code>}</td>
              <td className={styles.message}>
                <span className={styles.severity}>{problem.severity === 'error' ? t('Error') : t('Warning')}</span>{' '}
                {hostText(problem.message)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
