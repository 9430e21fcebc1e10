import type { Replica } from '@fieldgoal/replica';
import { makeBackup, pruneBackups } from '../backup/backup.ts';
import type { Job } from './job.ts';

export interface BackupSettings {
  /** Null makes none by the clock. */
  readonly schedule: string | null;
  /** Where backups go, one folder an organization in it; null: nowhere. */
  readonly folder: string | null;
  /** The newest so many are kept. */
  readonly keep: number;
}

/** Makes a verified backup while everything goes on, then removes the oldest beyond those to be kept. */
export function createBackupJob(replica: Replica, { schedule, folder, keep }: BackupSettings): Job {
  return {
    name: 'backup',
    description: 'Makes a verified copy of the database.',
    schedule: schedule === null ? 'when asked to' : 'every night at 02:30, or as the settings say',
    pattern: schedule,
    async run({ breathe }) {
      if (folder === null) return 'No folder for backups is set.';
      await breathe();
      const { folder: made, manifest } = await makeBackup(replica, folder, breathe);
      const removed = pruneBackups(folder, replica.organization, keep);
      return `${Math.ceil(manifest.bytes / 1024)} KB in ${made}, verified${removed.length === 0 ? '' : `; ${removed.length} old removed`}.`;
    },
  };
}
