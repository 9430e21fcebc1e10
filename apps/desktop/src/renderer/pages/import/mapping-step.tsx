import { type FileMapping, IMPORT_FIELDS, type ImportFileKind, type ImportOptions, type ImportPreview } from '@fieldgoal/domain';
import { NativeSelect } from '@mantine/core';
import { useState } from 'react';
import styles from './import.module.css';
import { DATE_ORDER_WORDS, delimiterWord, fieldWord, KIND_WORDS, rowsWord } from './words.ts';
import { columnsForKind, type WizardEvent } from './wizard.ts';
import { t } from '../../lib/words.ts';

interface MappingStepProps {
  readonly preview: ImportPreview;
  readonly options: ImportOptions;
  readonly send: (event: WizardEvent) => void;
}

const KINDS: readonly ImportFileKind[] = ['deals', 'teams', 'products', 'accounts'];
const ORDERS: readonly FileMapping['dateOrder'][] = ['MDY', 'DMY', 'YMD'];
const IGNORE = '';

/** What each file and each of its columns means; everything is guessed, everything can be changed. */
export function MappingStep({ preview, options, send }: MappingStepProps) {
  const [chosen, setChosen] = useState(preview.files[0]?.name ?? '');
  const file = preview.files.find((candidate) => candidate.name === chosen) ?? preview.files[0];
  const mapping = options.mappings.find((candidate) => candidate.file === file?.name);
  return (
    <>
      <div className={styles.tabs} role="tablist" aria-label={t('Files')}>
        {preview.files.map((candidate) => {
          const kind = options.mappings.find((other) => other.file === candidate.name)?.kind ?? null;
          return (
            <button
              key={candidate.name}
              type="button"
              role="tab"
              aria-selected={candidate === file}
              className={styles.tab}
              onClick={() => setChosen(candidate.name)}
            >
              <span className={styles.tabName}>{candidate.name}</span>
              <span className={styles.tabKind}>{kind === null ? t('Left out') : KIND_WORDS[kind]}</span>
            </button>
          );
        })}
      </div>
      {file === undefined || mapping === undefined ? null : (
        <FileColumns key={file.name} file={file} mapping={mapping} onChange={(next) => send({ type: 'mapping_changed', mapping: next })} />
      )}
    </>
  );
}

interface FileColumnsProps {
  readonly file: ImportPreview['files'][number];
  readonly mapping: FileMapping;
  readonly onChange: (mapping: FileMapping) => void;
}

function FileColumns({ file, mapping, onChange }: FileColumnsProps) {
  const kind = mapping.kind;
  return (
    <div role="tabpanel" aria-label={file.name}>
      <div className={styles.fileSettings}>
        <NativeSelect
          label={t('The file contains')}
          size="xs"
          value={kind ?? IGNORE}
          onChange={(event) => {
            const next = KINDS.find((candidate) => candidate === event.currentTarget.value) ?? null;
            onChange({ ...mapping, kind: next, columns: columnsForKind(file.columns, next) });
          }}
          data={[...KINDS.map((value) => ({ value, label: KIND_WORDS[value] })), { value: IGNORE, label: t('Leave this file out') }]}
          data-testid="import-kind"
        />
        {kind === 'deals' ? (
          <NativeSelect
            label={t('Dates are written')}
            size="xs"
            value={mapping.dateOrder}
            onChange={(event) =>
              onChange({ ...mapping, dateOrder: ORDERS.find((order) => order === event.currentTarget.value) ?? mapping.dateOrder })
            }
            data={ORDERS.map((value) => ({ value, label: DATE_ORDER_WORDS[value] }))}
            data-testid="import-date-order"
          />
        ) : null}
        <p className={styles.found}>
          {t('{{rowsWord}} · {{encoding}} · separated by {{delimiterWord}}', {
            rowsWord: rowsWord(file.rows),
            encoding: file.encoding,
            delimiterWord: delimiterWord(file.delimiter),
          })}
        </p>
      </div>
      {kind === null ? null : (
        <div className={styles.sampleScroll}>
          <table className={styles.sample}>
            <thead>
              <tr>
                {file.columns.map((column) => (
                  <th key={column} scope="col" data-ignored={(mapping.columns[column] ?? null) === null || undefined}>
                    <span className={styles.columnName}>{column}</span>
                    <NativeSelect
                      size="xs"
                      aria-label={t('Column {{column}} is', { column })}
                      value={mapping.columns[column] ?? IGNORE}
                      onChange={(event) => onChange(withColumn(mapping, column, event.currentTarget.value))}
                      data={[
                        { value: IGNORE, label: t('Ignore') },
                        ...IMPORT_FIELDS[kind].map((field) => ({ value: field, label: fieldWord(field) })),
                      ]}
                    />
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {file.sample.map((row, index) => (
                <tr key={index}>
                  {file.columns.map((column, at) => (
                    <td key={column} data-ignored={(mapping.columns[column] ?? null) === null || undefined}>
                      {row[at] ?? ''}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </div>
  );
}

/** A field belongs to one column: choosing it for another takes it away from the first. */
function withColumn(mapping: FileMapping, column: string, field: string): FileMapping {
  const columns = Object.fromEntries(Object.entries(mapping.columns).map(([name, value]) => [name, value === field ? null : value]));
  return { ...mapping, columns: { ...columns, [column]: field === IGNORE ? null : field } };
}
