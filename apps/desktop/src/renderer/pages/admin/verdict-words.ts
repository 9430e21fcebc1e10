import type { AuditVerdict } from '../../../host/views/admin.ts';
import { plural } from '../../lib/format.ts';

/** What a verification found, in a sentence. `wasCompared` says that a head kept from earlier was given. */
export function verdictWords(verdict: AuditVerdict, wasCompared: boolean): string {
  if (verdict.ok) {
    const kept = wasCompared ? ' It still contains everything up to the head you gave.' : '';
    return `The log is whole: ${plural(verdict.entries, 'entry', 'entries')}, none changed and none missing.${kept}`;
  }
  return verdict.position === null
    ? `The log is not whole: ${verdict.problem}.`
    : `The log breaks first at entry ${verdict.position}: ${verdict.problem}. What comes after it can’t be relied on either.`;
}
