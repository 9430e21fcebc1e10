import { Button, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { AdminRoomRow } from '../../../host/views/admin.ts';
import { SearchIcon } from '../../components/icons.tsx';
import { notifyRefused } from '../../components/notify.ts';
import { Section } from '../../components/section.tsx';
import { formatCount } from '../../lib/format.ts';
import { useTRPC } from '../../lib/trpc.ts';
import styles from './admin.module.css';
import { exportFileName, recordWords, sizeWords } from './room-words.ts';
import { saveJson } from './save-json.ts';
import table from '../../components/table.module.css';
import { hostText } from '../../lib/host-text.ts';
import { t, tn } from '../../lib/words.ts';

/** Every room as it lies on the server's disk. */
export function RoomsTable({ rooms }: { readonly rooms: readonly AdminRoomRow[] }) {
  const [words, setWords] = useState('');
  const wanted = words.trim().toLowerCase();
  const shown = rooms.filter(({ room, label }) => `${hostText(label)} ${room}`.toLowerCase().includes(wanted));
  return (
    <Section
      title={t('Rooms')}
      note={`${formatCount(rooms.length)} · ${sizeWords(rooms.reduce((sum, { logBytes, snapshotBytes }) => sum + logBytes + snapshotBytes, 0))}`}
      isFlush
      actions={
        <TextInput
          size="xs"
          w={220}
          aria-label={t('Find a room')}
          placeholder={t('Find a room')}
          leftSection={<SearchIcon size={14} />}
          value={words}
          onChange={(event) => setWords(event.currentTarget.value)}
        />
      }
    >
      <div className={styles.scroll}>
        <table className={table.table}>
          <thead>
            <tr>
              <th scope="col">{t('Room')}</th>
              <th scope="col">{t('Records')}</th>
              <th scope="col" className={table.number}>
                {t('Log')}
              </th>
              <th scope="col" className={table.number}>
                {t('Size')}
              </th>
              <th scope="col">{t('State')}</th>
              <th scope="col">
                <span className="fg-hidden">{t('Actions')}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {shown.map((row) => (
              <RoomLine key={row.room} row={row} />
            ))}
          </tbody>
        </table>
      </div>
      {shown.length === 0 ? (
        <p className={styles.noneFound}>
          {rooms.length === 0 ? t('There are no rooms yet.') : t('No room is called “{{trim}}”.', { trim: words.trim() })}
        </p>
      ) : null}
    </Section>
  );
}

function RoomLine({ row }: { readonly row: AdminRoomRow }) {
  const { room, updates, logBytes, snapshotBytes, records, problem } = row;
  const label = hostText(row.label);
  return (
    <tr data-testid="room-row" data-room={room}>
      <th scope="row" className={styles.nowrap}>
        {label}
        <span className={table.note}>{room}</span>
      </th>
      <td className={styles.records}>{problem === null ? recordWords(records) : <span className="fg-faint">{t('not readable')}</span>}</td>
      <td className={table.number}>{tn(updates, '{{count}} update', '{{count}} updates')}</td>
      <td className={table.number}>{sizeWords(logBytes + snapshotBytes)}</td>
      <td>{problem === null ? <span className="fg-muted">{t('Whole')}</span> : <span className={styles.locked}>{t('Damaged')}</span>}</td>
      <td className={table.action}>{problem === null ? <Export room={room} label={label} /> : null}</td>
    </tr>
  );
}

function Export({ room, label }: { readonly room: string; readonly label: string }) {
  const exporting = useMutation(
    useTRPC().admin.exportRoom.mutationOptions({
      onSuccess: (exported) => saveJson(exportFileName(room), exported),
      onError: (error) => notifyRefused(error, t('Not exported')),
    }),
  );
  return (
    <Button
      variant="default"
      loading={exporting.isPending}
      aria-label={t('Export {{label}}', { label })}
      onClick={() => exporting.mutate(room)}
      data-testid="room-export"
    >
      {t('Export')}
    </Button>
  );
}
