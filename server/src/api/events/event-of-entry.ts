import type { AuditEntry, FeedEntry, LedgerRow, ServerResult, SnapshotRow } from '@fieldgoal/replica';
import { progressView } from '../views/goal-view.ts';

/** What a listener is told. */
export interface ApiEvent {
  readonly name: 'goal.progress' | 'record.changed' | 'records.counted' | 'snapshots.taken';
  readonly data: unknown;
}

/** An entry of the feed as an event of the API; null for what only devices need. */
export function eventOfEntry({ kind, key, json }: Pick<FeedEntry, 'kind' | 'key' | 'json'>): ApiEvent | null {
  switch (kind) {
    case 'result':
      return { name: 'goal.progress', data: { goalId: key, progress: progressView((JSON.parse(json) as ServerResult).result) } };
    case 'audit': {
      const { at, actorId, actorName, action, sentence, collection, recordId, goalIds } = JSON.parse(json) as AuditEntry;
      const touched = JSON.parse(goalIds) as string[];
      return { name: 'record.changed', data: { at, actorId, actorName, action, sentence, collection, recordId, goalIds: touched } };
    }
    case 'ledger': {
      const rows = JSON.parse(json) as LedgerRow[];
      const records = rows.map(({ at, on, collection, recordId, before, after }) => ({ at, on, collection, recordId, before, after }));
      return { name: 'records.counted', data: { records } };
    }
    case 'snapshots': {
      const rows = JSON.parse(json) as SnapshotRow[];
      return { name: 'snapshots.taken', data: { date: key, goalIds: rows.map(({ goalId }) => goalId) } };
    }
    case 'outlook':
    case 'profile':
      return null;
  }
}
