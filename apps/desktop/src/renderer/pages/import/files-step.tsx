import { CloseButton, Loader } from '@mantine/core';
import { type DragEvent, useRef, useState } from 'react';
import { ImportIcon } from '../../components/icons.tsx';
import styles from './import.module.css';
import { readFiles } from './read-files.ts';
import { delimiterWord, KIND_WORDS, rowsWord } from './words.ts';
import type { Wizard, WizardEvent } from './wizard.ts';
import { t } from '../../lib/words.ts';

interface FilesStepProps {
  readonly wizard: Wizard;
  readonly send: (event: WizardEvent) => void;
  readonly isChecking: boolean;
}

/** Choosing the files, by dropping or by dialog, and what was recognized in them. */
export function FilesStep({ wizard, send, isChecking }: FilesStepProps) {
  const [isOver, setIsOver] = useState(false);
  const [problems, setProblems] = useState<readonly string[]>([]);
  const input = useRef<HTMLInputElement>(null);

  async function take(list: FileList | null): Promise<void> {
    if (list === null || list.length === 0) return;
    const read = await readFiles([...list]);
    setProblems(read.problems);
    if (read.files.length > 0) send({ type: 'files_added', files: read.files });
    // Otherwise the same file, corrected, could not be chosen a second time.
    if (input.current !== null) input.current.value = '';
  }

  function drop(event: DragEvent): void {
    event.preventDefault();
    setIsOver(false);
    void take(event.dataTransfer.files);
  }

  return (
    <>
      <div
        className={styles.drop}
        data-over={isOver || undefined}
        onDragOver={(event) => {
          event.preventDefault();
          setIsOver(true);
        }}
        onDragLeave={() => setIsOver(false)}
        onDrop={drop}
      >
        <ImportIcon size={24} />
        <p className={styles.dropWords}>
          {t('Drop the CSV files here, or')}{' '}
          <label className={styles.choose}>
            {t('choose them')}
            <input
              ref={input}
              type="file"
              multiple
              accept=".csv,.tsv,.txt,text/csv,text/tab-separated-values"
              className={styles.hidden}
              onChange={(event) => void take(event.currentTarget.files)}
              data-testid="import-files"
            />
          </label>
        </p>
        <p className={styles.dropNote}>
          {t(
            'Deals, teams, products and accounts; all of them together, as they come out of the CRM. Up to 64 MB and 200,000 rows per file.',
          )}
        </p>
      </div>
      {problems.map((problem) => (
        <p key={problem} className={styles.fileProblem} role="alert">
          {problem}
        </p>
      ))}
      {wizard.files.length === 0 ? null : (
        <ul className={styles.files} aria-label={t('Chosen files')}>
          {wizard.files.map((file) => {
            const found = wizard.preview?.files.find((candidate) => candidate.name === file.name);
            return (
              <li key={file.name} className={styles.file}>
                <span className={styles.fileName}>{file.name}</span>
                <span className={styles.fileFound}>
                  {found === undefined ? (
                    isChecking ? (
                      <Loader size={12} color="gray" aria-label={t('Looking at the file')} />
                    ) : null
                  ) : (
                    <>
                      {found.kind === null ? t('Not recognized') : KIND_WORDS[found.kind]} · {rowsWord(found.rows)} · {found.encoding},{' '}
                      {delimiterWord(found.delimiter)}
                    </>
                  )}
                </span>
                <CloseButton
                  size="sm"
                  aria-label={t('Leave out {{name}}', { name: file.name })}
                  onClick={() => send({ type: 'file_removed', name: file.name })}
                />
              </li>
            );
          })}
        </ul>
      )}
    </>
  );
}
